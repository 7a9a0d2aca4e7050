using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace DnsRegistry.LoadGenerator.Checks;

/// <summary>Registers checked instances, and measures what their checks take of the server's processor time.</summary>
/// <param name="http">The server's HTTP.</param>
/// <param name="processId">Its process.</param>
/// <param name="count">Instances.</param>
/// <param name="intervalSeconds">Seconds from one check of an instance to the next.</param>
/// <param name="isHttp">Whether the checks are HTTP, and not TCP.</param>
internal sealed class ChecksRun(Uri http, int processId, int count, int intervalSeconds, bool isHttp)
{
    private const int PerCall = 2000;

    private readonly string _service = $"checks-{Environment.ProcessId}";

    /// <summary>Does it.</summary>
    /// <returns>The exit code: 1 when a check did not pass.</returns>
    internal async Task<int> RunAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        using var targets = new CheckTargets(isHttp);
        using var client = new HttpClient { BaseAddress = http };
        for (int first = 0; first < count; first += PerCall)
            await RegisterAsync(client, targets, first, cancellationToken);

        try
        {
            // First checks spread over one interval; after two, all that was new has been compiled.
            await Task.Delay(TimeSpan.FromSeconds(2 * intervalSeconds), cancellationToken);
            return await MeasureAsync(client, targets, time, cancellationToken);
        }
        finally
        {
            for (int i = 0; i < count; i++)
            {
                var instance = new Uri($"/v1/services/{_service}/instances/i{i}", UriKind.Relative);
                (await client.DeleteAsync(instance, CancellationToken.None)).Dispose();
            }
        }
    }

    private async Task<int> MeasureAsync(HttpClient client, CheckTargets targets, TimeSpan time, CancellationToken cancellationToken)
    {
        long taken = targets.Taken;
        TimeSpan before = ProcessorTime();
        long start = Stopwatch.GetTimestamp();
        await Task.Delay(time, cancellationToken);
        TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
        TimeSpan used = ProcessorTime() - before;
        double checks = targets.Taken - taken;
        JsonElement service = await client.GetFromJsonAsync<JsonElement>(
            new Uri($"/v1/services/{_service}?limit=1", UriKind.Relative), cancellationToken);
        int passing = service.GetProperty("passing").GetInt32();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{passing} of {count} instances passing, {checks / elapsed.TotalSeconds:F0} checks a second, "
            + $"{100 * used / elapsed:F2} % of a core, {used.TotalMicroseconds / Math.Max(1, checks):F0} µs each"));
        return passing == count ? 0 : 1;
    }

    private async Task RegisterAsync(HttpClient client, CheckTargets targets, int first, CancellationToken cancellationToken)
    {
        var lines = new StringBuilder();
        for (int i = first; i < Math.Min(first + PerCall, count); i++)
        {
            IPEndPoint target = targets[i];
            string check = isHttp ? $"\"http\":\"http://{target}/health\"" : $"\"tcp\":\"{target}\"";
            lines.Append(
                CultureInfo.InvariantCulture,
                $$$"""{"service":"{{{_service}}}","id":"i{{{i}}}","addresses":["{{{target.Address}}}"],"static":true,""");
            lines.Append(CultureInfo.InvariantCulture, $$$"""  "check":{{{{check}}},"intervalSeconds":{{{intervalSeconds}}}}}""");
            lines.Append('\n');
        }

        using var content = new StringContent(lines.ToString(), Encoding.UTF8, "application/x-ndjson");
        using HttpResponseMessage response = await client.PostAsync(
            new Uri("/v1/registrations", UriKind.Relative), content, cancellationToken);
        response.EnsureSuccessStatusCode();
    }

    private TimeSpan ProcessorTime()
    {
        using var process = Process.GetProcessById(processId);
        return process.TotalProcessorTime;
    }
}
