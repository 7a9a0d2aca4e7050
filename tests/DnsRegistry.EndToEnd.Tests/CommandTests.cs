using System.Diagnostics;
using System.Globalization;
using DnsRegistry.EndToEnd.Tests.Clients;
using DnsRegistry.EndToEnd.Tests.Running;

namespace DnsRegistry.EndToEnd.Tests;

public sealed class CommandTests : IAsyncLifetime
{
    private readonly Workplace _place = new();
    private ServerProcess _server = null!;

    public async ValueTask InitializeAsync() => _server = await ServerProcess.StartAsync(_place);

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _place.Dispose();
    }

    [Fact]
    public async Task Register_list_query_heartbeat_and_deregister_work_together()
    {
        CommandResult registered = await RunAsync(
            "register", "web", "a", "--zone", "z1", "--version", "1.2.0", "--address", "10.0.0.7", "--address", "fd00::7", "--port", "8080",
            "--named-port", "grpc=9090", "--named-port", "dns=53/udp", "--metadata", "rack=r7", "--weight", "7", "--lease", "60");
        Assert.Equal(0, registered.ExitCode);
        Assert.Contains("a.1-2-0.default.web.z1.svc.", registered.Lines);

        Assert.StartsWith("web ", Assert.Single((await RunAsync("list")).Lines), StringComparison.Ordinal);
        Assert.Contains(
            "10.0.0.7,fd00::7 port 8080 weight 7", Assert.Single((await RunAsync("list", "web")).Lines), StringComparison.Ordinal);
        Assert.Empty((await RunAsync("list", "web", "--zone", "z2")).Lines);

        CommandResult query = await Shell.RunAsync(
            ServerProcess.Command(_place, "query", "_dns._udp.web.z1.svc", "SRV", "--server", $"{_server.Dns}"));
        Assert.Contains("status NOERROR", query.Lines[0], StringComparison.Ordinal);
        Assert.Contains(query.Lines, line => line.EndsWith("SRV 10 7 53 a.1-2-0.default.web.z1.svc.", StringComparison.Ordinal));

        Assert.Equal(0, (await RunAsync("heartbeat", "web", "a")).ExitCode);
        Assert.Equal(1, (await RunAsync("heartbeat", "web", "a", "--generation", "99")).ExitCode);
        Assert.Equal(0, (await RunAsync("deregister", "web", "a")).ExitCode);
        Assert.Equal(1, (await RunAsync("deregister", "web", "a")).ExitCode);
    }

    [Fact]
    public async Task Override_takes_an_instance_out_weighs_it_anew_and_is_taken_back()
    {
        await _server.RegisterAsync("web", "o", """{"addresses":["10.0.0.7"],"static":true}""");

        Assert.Equal((0, "{\"draining\":true}\n"), await ToldAsync("override", "web", "o", "--draining"));
        Assert.Empty(await _server.AddressesAsync("web.any.svc"));
        Assert.EndsWith("""weight 100 (override {"draining":true})""", (await RunAsync("list", "web")).Lines[^1], StringComparison.Ordinal);
        Assert.Equal((0, "{\"weight\":7}\n"), await ToldAsync("override", "web", "o", "--weight", "7"));
        Assert.Single(await _server.AddressesAsync("web.any.svc"));
        Assert.Equal((0, "{\"weight\":7}\n"), await ToldAsync("override", "web", "o"));
        Assert.Equal((0, "no override any more\n"), await ToldAsync("override", "web", "o", "--clear"));
        Assert.Equal((1, ""), await ToldAsync("override", "web", "o"));
        Assert.Equal((1, ""), await ToldAsync("override", "web", "nobody", "--disabled"));
        Assert.Equal((0, "{\"enabled\":false}\n"), await ToldAsync("override", "web", "nobody", "--disabled", "--absent"));

        async Task<(int, string)> ToldAsync(params string[] arguments)
        {
            CommandResult result = await RunAsync(arguments);
            return (result.ExitCode, result.Output);
        }
    }

    [Fact]
    public async Task What_the_server_refuses_is_said_field_by_field()
    {
        CommandResult result = await RunAsync("register", "web", "a", "--address", "999", "--port", "0");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(result.ErrorLines, line => line.StartsWith("addresses[0]:", StringComparison.Ordinal));
        Assert.Contains(result.ErrorLines, line => line.StartsWith("port:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Register_keep_renews_the_lease_and_deregisters_at_the_end()
    {
        ProcessStartInfo start = Command("register", "web", "kept", "--address", "10.0.0.9", "--lease", "2", "--keep");
        start.RedirectStandardOutput = true;
        using var keeper = Process.Start(start)!;
        try
        {
            await Eventually.TrueAsync(async () => (await _server.AddressesAsync("web.any.svc")).Length == 1, "the registration");
            DateTime first = await LeaseEndAsync();
            await Eventually.TrueAsync(async () => await LeaseEndAsync() > first.AddMilliseconds(300), "a heartbeat");

            await Shell.RunAsync("kill", "-INT", keeper.Id.ToString(CultureInfo.InvariantCulture));
            await keeper.WaitForExitAsync(TestContext.Current.CancellationToken);

            Assert.Equal(0, keeper.ExitCode);
            Assert.Empty(await _server.AddressesAsync("web.any.svc"));
        }
        finally
        {
            if (!keeper.HasExited)
                keeper.Kill();
        }
    }

    [Fact]
    public async Task Register_keep_registers_again_when_it_was_forgotten_and_is_not_put_off_by_a_server_in_trouble()
    {
        await using ScriptedServer server = await ScriptedServer.StartAsync(201, 404, 503, 404, 429, 404, 201, 500, 200);
        ProcessStartInfo start = ServerProcess.Command(
            _place, "register", "web", "kept", "--address", "10.0.0.9", "--keep", "--server", $"{server.Http}");
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        using var keeper = Process.Start(start)!;
        Task<string> output = keeper.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Task<string> error = keeper.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        try
        {
            await Eventually.TrueAsync(() => Task.FromResult(server.Calls.Count > 9 || keeper.HasExited), "the calls of the script");
            await Shell.RunAsync("kill", "-INT", keeper.Id.ToString(CultureInfo.InvariantCulture));
            await keeper.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
        finally
        {
            if (!keeper.HasExited)
                keeper.Kill();
        }

        const string Register = "PUT /v1/services/web/instances/kept";
        const string Renew = Register + "/heartbeat?generation=7";
        Assert.Equal([Register, Renew, Register, Renew, Register, Renew, Register, Renew, Renew], server.Calls.Take(9));
        Assert.Equal("DELETE /v1/services/web/instances/kept?generation=7", server.Calls.Last());
        Assert.Equal(2, (await output).Split('\n').Count(line => line.StartsWith("registered: generation 7", StringComparison.Ordinal)));
        string said = await error;
        Assert.All([503, 429, 500], status => Assert.Contains($"refused with status {status}", said, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Register_keep_that_is_stopped_at_once_leaves_nothing_behind()
    {
        ProcessStartInfo start = Command("register", "brief", "kept", "--address", "10.0.0.9", "--keep");
        start.RedirectStandardOutput = true;
        using var keeper = Process.Start(start)!;
        try
        {
            await Eventually.TrueAsync(async () => (await _server.AddressesAsync("brief.any.svc")).Length == 1, "the registration");

            await Shell.RunAsync("kill", "-TERM", keeper.Id.ToString(CultureInfo.InvariantCulture));
            await keeper.WaitForExitAsync(TestContext.Current.CancellationToken);

            Assert.Equal(0, keeper.ExitCode);
            Assert.Empty(await _server.AddressesAsync("brief.any.svc"));
        }
        finally
        {
            if (!keeper.HasExited)
                keeper.Kill();
        }
    }

    private async Task<DateTime> LeaseEndAsync() => (DateTime)(await _server.GetAsync("/v1/services/web/instances/kept"))["leaseEndsAt"]!;

    private Task<CommandResult> RunAsync(params string[] arguments) => Shell.RunAsync(Command(arguments));

    private ProcessStartInfo Command(params string[] arguments)
    {
        ProcessStartInfo start = ServerProcess.Command(_place, arguments);
        start.Environment["DNSREGISTRY_SERVER"] = _server.Http.ToString();
        return start;
    }
}
