using System.Net.Sockets;
using System.Text;
using DnsClient;
using DnsRegistry.EndToEnd.Tests.Clients;
using DnsRegistry.EndToEnd.Tests.Running;

namespace DnsRegistry.EndToEnd.Tests;

public sealed class StartAndStopTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task The_ready_line_has_the_ports_that_were_chosen_and_both_answer()
    {
        await using ServerProcess server = await ServerProcess.StartAsync(_place, "--dns", "[::1]:0");

        Assert.Matches(@"^dnsregistry ready dns=127\.0\.0\.1:[1-9]\d*,\[::1\]:[1-9]\d* http=127\.0\.0\.1:[1-9]\d*$", server.ReadyLine);
        Assert.NotEqual(0u, await server.SerialAsync());
        Assert.Equal("ready", (string?)(await server.GetAsync("/ready"))["status"]);
    }

    [Fact]
    public async Task SIGTERM_ends_with_0_within_five_seconds_although_a_call_waits_for_caches()
    {
        await using ServerProcess server = await ServerProcess.StartAsync(_place);
        using var settings = new StringContent("""{"ttlSeconds":3600}""");
        using HttpResponseMessage response = await server.Client.PutAsync(
            new Uri("/v1/services/web/settings", UriKind.Relative), settings, TestContext.Current.CancellationToken);
        await server.RegisterAsync("web", "a", """{"addresses":["10.0.0.1"],"static":true}""");
        Task<HttpResponseMessage> waiting = server.Client.DeleteAsync(
            new Uri("/v1/services/web/instances/a?wait=drain", UriKind.Relative), TestContext.Current.CancellationToken);
        await Eventually.TrueAsync(async () => (await server.AddressesAsync("web.any.svc")).Length == 0, "the deregistration");

        (int exitCode, TimeSpan took) = await server.StopAsync();

        Assert.Equal(0, exitCode);
        Assert.InRange(took, TimeSpan.Zero, TimeSpan.FromSeconds(5));
        await Task.WhenAny(waiting);
    }

    [Fact]
    public async Task SIGINT_ends_with_0_too()
    {
        await using ServerProcess server = await ServerProcess.StartAsync(_place);

        await server.SignalAsync("INT");

        Assert.Equal(0, (await server.StopAsync()).ExitCode);
    }

    [Fact]
    public async Task A_port_in_use_is_one_line_and_exit_code_1()
    {
        await using ServerProcess server = await ServerProcess.StartAsync(_place);

        CommandResult dns = await Shell.RunAsync(
            ServerProcess.Command(_place, "--data", "other", "--dns", $"{server.Dns}", "--http", "127.0.0.1:0"));
        CommandResult http = await Shell.RunAsync(
            ServerProcess.Command(_place, "--data", "other", "--dns", "127.0.0.1:0", "--http", server.Http.Authority));

        Assert.Equal((1, 1), (dns.ExitCode, http.ExitCode));
        Assert.Contains($"{server.Dns}", Assert.Single(dns.ErrorLines, line => line.StartsWith("dnsregistry:", StringComparison.Ordinal)),
            StringComparison.Ordinal);
        Assert.Contains(server.Http.Authority,
            Assert.Single(http.ErrorLines, line => line.StartsWith("dnsregistry:", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", dns.Error + http.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_fault_of_configuration_and_zone_files_stops_the_start()
    {
        _place.WriteConfiguration("""
            {
              "Dns": { "Listen": ["somewhere"] }
            }
            """);
        _place.WriteZone("bad.test.zone", "@ IN SOA ns hostmaster 1 2 3 4\n@ IN A 999.0.0.1\n");

        CommandResult serve = await Shell.RunAsync(ServerProcess.Command(_place));
        CommandResult check = await Shell.RunAsync(ServerProcess.Command(_place, "check"));

        Assert.Equal((2, 2), (serve.ExitCode, check.ExitCode));
        Assert.Equal(serve.Error, check.Error);
        Assert.Contains(check.ErrorLines, line => line.StartsWith("dnsregistry.json:2:23: Dns:Listen:", StringComparison.Ordinal));
        Assert.Contains(check.ErrorLines, line => line.StartsWith("zones/bad.test.zone:2:", StringComparison.Ordinal));
        Assert.Empty(check.Output);
    }

    [Fact]
    public async Task Check_of_a_good_configuration_starts_nothing()
    {
        CommandResult check = await Shell.RunAsync(ServerProcess.Command(_place, "check"));

        Assert.Equal((0, "configuration is good\n", ""), (check.ExitCode, check.Output, check.Error));
        Assert.False(Directory.Exists(Path.Combine(_place.Root, "data")));
    }

    [Theory]
    [InlineData("dnsregistry.json")]
    [InlineData("systemd/dnsregistry.json")]
    public async Task The_sample_configurations_are_good(string path)
    {
        // The folders of the sample are those of an installed service.
        _place.WriteConfiguration(Repository.Read(path).Replace("/etc/dnsregistry/zones", _place.Zones, StringComparison.Ordinal));

        CommandResult check = await Shell.RunAsync(ServerProcess.Command(_place, "check"));

        Assert.Equal((0, ""), (check.ExitCode, check.Error));
    }

    [Fact]
    public async Task The_service_manager_is_told_when_the_server_is_ready_and_when_it_stops()
    {
        string path = Path.Combine(_place.Root, "notify");
        using var manager = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        manager.Bind(new UnixDomainSocketEndPoint(path));
        var start = ServerProcess.Command(_place, "--dns", "127.0.0.1:0", "--http", "127.0.0.1:0");
        start.Environment["NOTIFY_SOCKET"] = path;

        await using ServerProcess server = await ServerProcess.StartAsync(start);
        Assert.Equal("READY=1", await ReceiveAsync(manager));

        await server.StopAsync();
        Assert.Equal("STOPPING=1", await ReceiveAsync(manager));
        Assert.Equal("EXTEND_TIMEOUT_USEC=11000000", await ReceiveAsync(manager));
    }

    [Fact]
    public async Task SIGHUP_loads_zone_files_again_and_keeps_the_old_ones_when_any_is_bad()
    {
        _place.WriteZone("example.test.zone", Zone("192.0.2.1"));
        await using ServerProcess server = await ServerProcess.StartAsync(_place);
        Assert.Equal(["192.0.2.1"], await server.AddressesAsync("web.example.test"));

        _place.WriteZone("example.test.zone", Zone("192.0.2.2"));
        await server.SignalAsync("HUP");
        await server.LogLineAsync("Reloaded");
        Assert.Equal(["192.0.2.2"], await server.AddressesAsync("web.example.test"));

        _place.WriteZone("example.test.zone", Zone("192.0.2.300"));
        await server.SignalAsync("HUP");
        await server.LogLineAsync("Reload refused");
        Assert.Equal(["192.0.2.2"], await server.AddressesAsync("web.example.test"));
        await server.LogLineAsync("zones/example.test.zone:4:");
    }

    [Fact]
    public async Task SIGHUP_refuses_a_bad_configuration_and_says_what_waits_for_a_restart()
    {
        _place.WriteConfiguration("""{"Dns":{"MaxUdpPayloadOctets":1232}}""");
        await using ServerProcess server = await ServerProcess.StartAsync(_place);

        _place.WriteConfiguration("""{"Dns":{"MaxUdpPayloadOctets":"large"}}""");
        await server.SignalAsync("HUP");
        await server.LogLineAsync("dnsregistry.json:1:31: Dns:MaxUdpPayloadOctets: must be a whole number");
        await server.LogLineAsync("Reload refused");

        _place.WriteConfiguration("""{"Dns":{"MaxUdpPayloadOctets":512},"Zones":{"z1":["10.1.0.0/16"]}}""");
        await server.SignalAsync("HUP");
        await server.LogLineAsync("Dns:MaxUdpPayloadOctets has changed; that takes effect with a restart");
        await server.LogLineAsync("Reloaded");
        Assert.DoesNotContain(server.Log, line => line.Contains("Zones has changed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Static_records_of_a_suffix_lie_over_registrations_and_change_with_a_reload()
    {
        _place.WriteZone("svc.zone", "web.z1 30 IN A 192.0.2.1\n");
        await using ServerProcess server = await ServerProcess.StartAsync(_place);
        await server.RegisterAsync("web", "a", """{"zone":"z1","addresses":["10.0.0.1"],"static":true}""");
        Assert.Equal(["192.0.2.1"], await server.AddressesAsync("web.z1.svc"));

        File.Delete(Path.Combine(_place.Zones, "svc.zone"));
        await server.SignalAsync("HUP");
        await server.LogLineAsync("Reloaded");

        Assert.Equal(["10.0.0.1"], await server.AddressesAsync("web.z1.svc"));
    }

    [Fact]
    public async Task A_suffix_that_is_taken_out_and_served_from_a_file_waits_for_a_restart()
    {
        _place.WriteConfiguration("""{"Dns":{"Suffixes":["svc.","corp.test."]}}""");
        await using ServerProcess server = await ServerProcess.StartAsync(_place);
        await server.RegisterAsync("web", "a", """{"zone":"z1","addresses":["10.0.0.1"],"static":true}""");

        _place.WriteConfiguration("""{"Dns":{"Suffixes":["svc."]}}""");
        _place.WriteZone("corp.test.zone", Zone("192.0.2.1"));
        await server.SignalAsync("HUP");
        await server.LogLineAsync("Dns:Suffixes has changed; that takes effect with a restart");
        await server.LogLineAsync("Reloaded");

        Assert.Equal(["10.0.0.1"], await server.AddressesAsync("web.z1.corp.test"));
        Assert.Equal(["192.0.2.1"], await server.AddressesAsync("web.corp.test"));
    }

    [Fact]
    public async Task A_name_of_nobody_is_refused()
    {
        await using ServerProcess server = await ServerProcess.StartAsync(_place);

        IDnsQueryResponse response = await server.AskAsync("example.org", QueryType.A);

        Assert.Equal(DnsHeaderResponseCode.Refused, response.Header.ResponseCode);
    }

    private static string Zone(string address) => $"""
        $TTL 60
        @ IN SOA ns hostmaster 1 2h 15m 2w 60
        @ IN NS ns.example.net.
        web IN A {address}

        """;

    private static async Task<string> ReceiveAsync(Socket socket)
    {
        byte[] buffer = new byte[256];
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        int length = await socket.ReceiveAsync(buffer, limit.Token);
        return Encoding.UTF8.GetString(buffer, 0, length).Trim();
    }
}
