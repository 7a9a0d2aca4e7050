using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using DnsRegistry.EndToEnd.Tests.Clients;
using DnsRegistry.EndToEnd.Tests.Running;

namespace DnsRegistry.EndToEnd.Tests;

/// <summary>kill -9, again and again, at whatever moment it comes.</summary>
public sealed class KillTests : IDisposable
{
    private const int Rounds = 20;
    private const int Seed = 20_260_105;

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task Kill_9_in_the_midst_of_writes_of_every_kind_loses_none_that_was_acknowledged()
    {
        var random = new Random(Seed);
        BusyWriters? writers = null;
        for (int round = 1; round <= Rounds; round++)
        {
            await using ServerProcess server = await ServerProcess.StartAsync(_place);
            if (writers is not null)
                await writers.AssertNothingIsLostAsync(server);

            writers = new BusyWriters(server, writers?.Next ?? 1);
            await writers.ReachAsync(random.Next(1, 200));
            await server.KillAsync();
            await writers.Stopped;
        }

        await using ServerProcess last = await ServerProcess.StartAsync(_place);
        await writers!.AssertNothingIsLostAsync(last);
        Assert.Equal(0, (await last.StopAsync()).ExitCode);
    }

    [Fact]
    public async Task Token_that_was_told_is_in_force_whenever_a_command_was_killed()
    {
        var random = new Random(Seed);
        var secrets = new List<string>();
        for (int round = 1; round <= Rounds; round++)
        {
            // From before the command has begun to after its end, and often in between.
            string moment = (0.05 + (0.35 * random.NextDouble())).ToString("F3", CultureInfo.InvariantCulture);
            var start = ServerProcess.Command(_place, "token", "add", $"t{round}", "--read", "*");
            CommandResult result = await Shell.RunAsync(
                new ProcessStartInfo("timeout", ["-s", "KILL", moment, start.FileName, .. start.ArgumentList])
                {
                    WorkingDirectory = _place.Root,
                });
            secrets.AddRange(result.Lines);
        }

        CommandResult add = await Shell.RunAsync(ServerProcess.Command(_place, "token", "add", "last", "--read", "*"));
        secrets.Add(Assert.Single(add.Lines));
        await using ServerProcess server = await ServerProcess.StartAsync(_place);
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(server, "dnsr_nobody"));
        foreach (string secret in secrets)
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(server, secret));
    }

    private static async Task<HttpStatusCode> StatusAsync(ServerProcess server, string secret)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/v1/services", UriKind.Relative));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        using HttpResponseMessage response = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }
}
