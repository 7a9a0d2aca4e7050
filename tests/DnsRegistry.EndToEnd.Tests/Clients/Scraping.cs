using System.Globalization;
using System.Text.RegularExpressions;
using DnsRegistry.EndToEnd.Tests.Running;

namespace DnsRegistry.EndToEnd.Tests.Clients;

/// <summary>Reads <c>/metrics</c> as Prometheus does.</summary>
internal static partial class Scraping
{
    /// <summary>The values of the program's own series; a series is called <c>name{label="value"}</c>.</summary>
    public static async Task<Dictionary<string, double>> ScrapeAsync(this ServerProcess server)
    {
        string text = await server.Client.GetStringAsync(new Uri("/metrics", UriKind.Relative), TestContext.Current.CancellationToken);
        return SeriesLine().Matches(text).ToDictionary(
            match => match.Groups["name"].Value + (match.Groups["labels"].Length > 0 ? $"{{{match.Groups["labels"].Value}}}" : ""),
            match => double.Parse(match.Groups["value"].Value, CultureInfo.InvariantCulture));
    }

    [GeneratedRegex("""^(?<name>dnsregistry_\w+)\{otel_scope_name="[\w.]+",?(?<labels>[^}]*)\} (?<value>\S+)$""", RegexOptions.Multiline)]
    private static partial Regex SeriesLine();
}
