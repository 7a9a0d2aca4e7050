using DnsRegistry.EndToEnd.Tests.Clients;
using DnsRegistry.EndToEnd.Tests.Running;

namespace DnsRegistry.EndToEnd.Tests;

/// <summary>HAProxy's <c>server-template</c> keeps its servers in step with the registry through SRV alone.</summary>
public sealed class HaproxyTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task Haproxy_follows_scale_up_and_down_drain_weights_ejection_and_the_loss_of_a_zone()
    {
        Shell.Require("haproxy", "haproxy");
        await using ServerProcess server = await ServerProcess.StartAsync(_place);
        await RegisterAsync(server, "a1", "z1", "10.1.0.1", 100);
        await RegisterAsync(server, "b1", "z2", "10.2.0.1", 50);
        await server.SetAsync("web", """{"weightScale":256,"ejection":{"consecutiveFailures":3,"reporters":2}}""");
        await using Haproxy haproxy = Haproxy.Start(_place, server, "_default._tcp.z1.prefer._zone.web.any.svc");
        await haproxy.HasServersAsync("10.1.0.1:8080*100");

        await RegisterAsync(server, "a2", "z1", "10.1.0.2", 200);
        await RegisterAsync(server, "a3", "z1", "10.1.0.3", 1);
        await haproxy.HasServersAsync("10.1.0.1:8080*100", "10.1.0.2:8080*200", "10.1.0.3:8080*1");

        await server.PutAsync("/v1/services/web/instances/a2/override", """{"draining":true}""");
        await server.PutAsync("/v1/services/web/instances/a3/override", """{"weight":7}""");
        await haproxy.HasServersAsync("10.1.0.1:8080*100", "10.1.0.3:8080*7");

        await server.DeleteAsync("/v1/services/web/instances/a2/override");
        await server.DeleteAsync("/v1/services/web/instances/a3");
        await haproxy.HasServersAsync("10.1.0.1:8080*100", "10.1.0.2:8080*200");

        // Two callers have seen an instance fail: it is out until an operator lets it in again.
        foreach (string caller in new[] { "127.0.0.2", "127.0.0.3" })
            await server.ReportAsync("web", "a2", caller, """{"outcome":"failure","count":3}""");
        await haproxy.HasServersAsync("10.1.0.1:8080*100");
        await server.SetAsync("web", """{"weightScale":256,"ejection":{"enabled":false}}""");
        await haproxy.HasServersAsync("10.1.0.1:8080*100", "10.1.0.2:8080*200");

        // The whole zone falls silent: its leases end, and the other one stands in for it.
        await RegisterAsync(server, "a1", "z1", "10.1.0.1", 100, leaseSeconds: 2);
        await RegisterAsync(server, "a2", "z1", "10.1.0.2", 200, leaseSeconds: 2);
        await haproxy.HasServersAsync("10.2.0.1:8080*50");

        await RegisterAsync(server, "a1", "z1", "10.1.0.1", 100);
        await haproxy.HasServersAsync("10.1.0.1:8080*100");
    }

    private static async Task RegisterAsync(ServerProcess server, string id, string zone, string address, int weight, int leaseSeconds = 0)
    {
        string lasting = leaseSeconds == 0 ? "\"static\":true" : $"\"leaseSeconds\":{leaseSeconds}";
        await server.RegisterAsync(
            "web", id, $$"""{"zone":"{{zone}}","addresses":["{{address}}"],"port":8080,"weight":{{weight}},{{lasting}}}""");
    }
}
