using DnsRegistry.EndToEnd.Tests.Clients;
using DnsRegistry.EndToEnd.Tests.Running;

namespace DnsRegistry.EndToEnd.Tests;

/// <summary>The place of a client as other people's clients pass it on: EDNS Client Subnet.</summary>
public sealed class ClientSubnetTests : IDisposable
{
    private const string Configuration = """
        {"Dns":{"TrustedResolvers":["127.0.0.0/8"]},
         "Zones":{"z1":["10.1.0.0/16","fd00:1::/32"],"z2":["10.2.0.0/16","127.0.0.0/8"]}}
        """;

    private static readonly (string Subnet, string Addresses, int Scope)[] s_subnets =
    [
        ("10.1.2.0/24", "10.1.0.1", 16),
        ("10.2.2.3/32", "10.2.0.1", 16),
        ("fd00:1:2:3::/64", "10.1.0.1", 32),
        ("203.0.113.0/24", "10.1.0.1 10.2.0.1", 1),
        ("0.0.0.0/0", "10.2.0.1", 0), // dig itself is the client then
    ];

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task Dig_gets_the_answer_for_a_subnet_and_its_scope()
    {
        Shell.Require("dig", "bind9-dnsutils");
        await using ServerProcess server = await StartAsync();
        foreach ((string subnet, string addresses, int scope) in s_subnets)
        {
            CommandResult shown = await Shell.RunAsync("dig", server.Dig($"+subnet={subnet}", "web.near.svc", "A"));
            CommandResult overTcp = await Shell.RunAsync("dig", server.Dig("+tcp", "+short", $"+subnet={subnet}", "web.near.svc", "A"));

            Assert.Contains($"CLIENT-SUBNET: {subnet}/{scope}", shown.Output, StringComparison.Ordinal);
            Assert.Equal(addresses.Split(' '), overTcp.Lines.Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task SIGHUP_moves_networks_to_other_zones_and_takes_trust_away()
    {
        Shell.Require("dig", "bind9-dnsutils");
        await using ServerProcess server = await StartAsync();
        Assert.Equal(["10.1.0.1"], await AskForAsync(server, "10.1.2.0/24"));

        _place.WriteConfiguration(Configuration.Replace("10.1.0.0/16", "10.3.0.0/16", StringComparison.Ordinal));
        await server.SignalAsync("HUP");
        await server.LogLineAsync("Reloaded");
        Assert.Equal(["10.1.0.1", "10.2.0.1"], await AskForAsync(server, "10.1.2.0/24"));
        Assert.Equal(["10.1.0.1"], await AskForAsync(server, "10.3.2.0/24"));

        _place.WriteConfiguration(Configuration.Replace("""ers":["127.0.0.0/8"]""", """ers":["192.0.2.0/24"]""", StringComparison.Ordinal));
        await server.SignalAsync("HUP");
        await Eventually.TrueAsync(
            async () => (await AskForAsync(server, "10.1.2.0/24")).SequenceEqual(["10.2.0.1"]), "the asker's own place to count");
        CommandResult shown = await Shell.RunAsync("dig", server.Dig("+subnet=10.1.2.0/24", "web.near.svc", "A"));
        Assert.Contains("EDNS: version", shown.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("CLIENT-SUBNET", shown.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(server.Log, line => line.Contains("has changed", StringComparison.Ordinal));
    }

    private static async Task<string[]> AskForAsync(ServerProcess server, string subnet)
    {
        CommandResult shown = await Shell.RunAsync("dig", server.Dig("+short", $"+subnet={subnet}", "web.near.svc", "A"));
        return [.. shown.Lines.Order(StringComparer.Ordinal)];
    }

    private async Task<ServerProcess> StartAsync()
    {
        _place.WriteConfiguration(Configuration);
        ServerProcess server = await ServerProcess.StartAsync(_place);
        await server.RegisterAsync("web", "a", """{"zone":"z1","addresses":["10.1.0.1"],"static":true}""");
        await server.RegisterAsync("web", "b", """{"zone":"z2","addresses":["10.2.0.1"],"static":true}""");
        return server;
    }
}
