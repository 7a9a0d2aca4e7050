using System.Net;
using ARSoft.Tools.Net;
using ARSoft.Tools.Net.Dns;
using DnsClient;
using DnsRegistry.EndToEnd.Tests.Clients;
using DnsRegistry.EndToEnd.Tests.Running;

namespace DnsRegistry.EndToEnd.Tests;

public sealed class ClientTests : IAsyncLifetime
{
    private readonly Workplace _place = new();
    private ServerProcess _server = null!;

    public async ValueTask InitializeAsync()
    {
        _place.WriteConfiguration("""{"Dns":{"ReverseZones":["10.in-addr.arpa."]}}""");
        _server = await ServerProcess.StartAsync(_place);
        await _server.RegisterAsync(
            "web", "a", """{"zone":"z1","version":"1.2.0","addresses":["10.0.0.7","fd00::7"],"port":8080,"static":true}""");
        await _server.RegisterAsync(
            "web", "b", """{"zone":"z1","addresses":["10.0.0.8"],"port":8080,"ports":{"grpc":9090},"static":true}""");
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _place.Dispose();
    }

    [Fact]
    public async Task DnsClient_gets_addresses_over_UDP_and_TCP()
    {
        Assert.Equal(["10.0.0.7", "10.0.0.8"], await _server.AddressesAsync("web.z1.svc"));
        Assert.Equal(["10.0.0.7", "10.0.0.8"], await _server.AddressesAsync("web.z1.svc", useTcp: true));
    }

    [Fact]
    public async Task DnsClient_gets_SRV_with_the_addresses_beside_it()
    {
        IDnsQueryResponse response = await _server.AskAsync("_grpc._tcp.web.z1.svc", QueryType.SRV);

        DnsClient.Protocol.SrvRecord srv = Assert.Single(response.Answers.SrvRecords());
        Assert.Equal((9090, "b.default.default.web.z1.svc."), (srv.Port, srv.Target.Value));
        Assert.Equal(IPAddress.Parse("10.0.0.8"), Assert.Single(response.Additionals.ARecords()).Address);
    }

    [Fact]
    public async Task DnsClient_gets_NXDOMAIN_with_SOA_for_what_is_not_there()
    {
        IDnsQueryResponse response = await _server.AskAsync("nope.z1.svc", QueryType.A);

        Assert.Equal(DnsHeaderResponseCode.NotExistentDomain, response.Header.ResponseCode);
        Assert.Single(response.Authorities.SoaRecords());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ARSoft_gets_addresses_and_names(bool useTcp)
    {
        IClientTransport transport = useTcp ? new TcpClientTransport(_server.Dns.Port) : new UdpClientTransport(_server.Dns.Port);
        using var client = new ARSoft.Tools.Net.Dns.DnsClient([_server.Dns.Address], [transport], true, 5000);

        DnsMessage? addresses = await client.ResolveAsync(
            DomainName.Parse("a.1-2-0.default.web.z1.svc"), RecordType.Aaaa, token: TestContext.Current.CancellationToken);
        DnsMessage? names = await client.ResolveAsync(
            DomainName.Parse("7.0.0.10.in-addr.arpa"), RecordType.Ptr, token: TestContext.Current.CancellationToken);

        Assert.Equal(
            IPAddress.Parse("fd00::7"), Assert.IsType<ARSoft.Tools.Net.Dns.AaaaRecord>(Assert.Single(addresses!.AnswerRecords)).Address);
        Assert.Equal(
            "a.1-2-0.default.web.z1.svc.",
            Assert.IsType<ARSoft.Tools.Net.Dns.PtrRecord>(Assert.Single(names!.AnswerRecords)).PointerDomainName.ToString());
    }

    [Fact]
    public async Task Dig_finds_nothing_to_complain_about()
    {
        Shell.Require("dig", "bind9-dnsutils");
        foreach (string[] question in (string[][])
        [
            ["web.z1.svc", "A"], ["web.any.svc", "SRV"], ["+tcp", "web.z1.svc", "AAAA"], ["-x", "10.0.0.8"], ["svc", "SOA"], ["svc", "NS"],
            ["web.z1.svc", "ANY"], ["+noedns", "web.z1.svc", "SRV"],
        ])
        {
            CommandResult result = await Shell.RunAsync("dig", _server.Dig([.. question, "+norecurse"]));

            Assert.Equal(0, result.ExitCode);
            Assert.Contains("status: NOERROR", result.Output, StringComparison.Ordinal);
            Assert.DoesNotContain("WARNING", result.Output, StringComparison.Ordinal);
            Assert.DoesNotContain("ANSWER: 0", result.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Kdig_gets_the_same()
    {
        Shell.Require("kdig", "knot-dnsutils");

        CommandResult result = await Shell.RunAsync("kdig", _server.Dig("web.z1.svc", "A", "+short"));

        Assert.Equal(["10.0.0.7", "10.0.0.8"], result.Lines.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Nslookup_gets_the_same()
    {
        Shell.Require("nslookup", "bind9-dnsutils");

        CommandResult result = await Shell.RunAsync("nslookup", $"-port={_server.Dns.Port}", "web.z1.svc", $"{_server.Dns.Address}");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("Address: 10.0.0.8", result.Lines);
    }

    [Fact]
    public async Task The_letter_case_of_a_question_comes_back()
    {
        Shell.Require("dig", "bind9-dnsutils");

        CommandResult result = await Shell.RunAsync("dig", _server.Dig("wEb.Z1.sVc", "A"));

        Assert.Contains(result.Lines, line => line.StartsWith(";wEb.Z1.sVc.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_instance_that_is_taken_out_leaves_DNS_before_the_call_returns()
    {
        await _server.RegisterAsync("gone", "a", """{"addresses":["10.0.0.9"],"static":true}""");
        Assert.Single(await _server.AddressesAsync("gone.any.svc"));

        using HttpResponseMessage response = await _server.Client.DeleteAsync(
            new Uri("/v1/services/gone/instances/a", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(DnsHeaderResponseCode.NotExistentDomain, (await _server.AskAsync("gone.any.svc", QueryType.A)).Header.ResponseCode);
    }

    [Fact]
    public async Task An_instance_without_heartbeats_leaves_at_the_end_of_its_lease()
    {
        await _server.RegisterAsync("brief", "a", """{"addresses":["10.0.0.10"],"leaseSeconds":2}""");
        Assert.Single(await _server.AddressesAsync("brief.any.svc"));

        await Eventually.TrueAsync(async () => (await _server.AddressesAsync("brief.any.svc")).Length == 0, "the end of the lease");

        IDnsQueryResponse response = await _server.AskAsync("brief.any.svc", QueryType.A);
        Assert.Equal(DnsHeaderResponseCode.NoError, response.Header.ResponseCode);
        Assert.Equal("critical", (string?)(await _server.GetAsync("/v1/services/brief/instances/a"))["health"]);
    }
}
