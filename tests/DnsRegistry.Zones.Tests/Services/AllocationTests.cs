using System.Net;
using DnsRegistry.Registry.Instances;
using DnsRegistry.Registry.Services;
using DnsRegistry.Server.Query;
using DnsRegistry.Testing;
using DnsRegistry.Testing.Registrations;
using DnsRegistry.Wire.Records;
using DnsRegistry.Zones.Routes;
using DnsRegistry.Zones.Services;

namespace DnsRegistry.Zones.Tests.Services;

/// <summary>No kind of question costs an allocation.</summary>
public sealed class AllocationTests : IAsyncLifetime
{
    private const int Silent = 40;

    private RegistryUnderTest _registry = null!;

    public async ValueTask InitializeAsync()
    {
        _registry = await RegistryUnderTest.WithAsync(
        [
            .. Enumerable.Range(0, 40).Select(
                n => new RegistrationBuilder("web", $"i{n}").WithAddress($"10.0.0.{n}").WithAddress($"fd00::{n}")
                .WithNamedPort("grpc", 9090).WithNamedPort("dns", 53, PortProtocol.Udp).WithMetadata("k", "v").WithWeight(n + 1)),
            new RegistrationBuilder("small", "a").WithAddress("10.0.1.1").WithWeight(1),
            new RegistrationBuilder("small", "b").WithAddress("10.0.1.2"),
            new RegistrationBuilder("far", "a").InZone("z2").WithAddress("10.0.2.1"),
            new RegistrationBuilder("alias", "a").WithHost("a.example."), new RegistrationBuilder("alias", "b").WithHost("b.example."),
            .. SilentInstances(),
        ]);
        await _registry.AdvanceAsync(TimeSpan.FromSeconds(3));
        await _registry.SetAsync("far", new ServiceSettings { ZoneFallback = ZoneFallback.All });
        await _registry.SetAsync("declared", new ServiceSettings());
        await _registry.RegisterAsync(
            new RegistrationBuilder("routed", "a").WithVersion("v1").WithAddress("10.0.3.1"),
            new RegistrationBuilder("routed", "b").WithVersion("v2").WithAddress("10.0.3.2"),
            new RegistrationBuilder("pinned", "a").WithAddress("10.0.4.1"), new RegistrationBuilder("pinned", "b").WithAddress("10.0.4.2"),
            new RegistrationBuilder("faulty", "a").WithAddress("10.0.5.1"));
        RouteMatch elsewhere =
            new() { Clients = [IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("fd00::/8")], Zones = ["z1"], Percent = 50 };
        await _registry.Registry.PutRoutesAsync(
            "routed",
            [new() { Match = elsewhere, Action = RouteAction.ToVersion("v1") },
                new() { Match = new() { Percent = 100 }, Action = RouteAction.ToVersion("v2") }],
            CancellationToken.None);
        await _registry.Registry.PutRoutesAsync(
            "pinned", [new() { Action = RouteAction.ToAddresses([IPAddress.Parse("10.0.4.2")]) }], CancellationToken.None);
        await _registry.Registry.PutRoutesAsync(
            "faulty",
            [
                new() { Action = RouteAction.MirroringTo(new IPEndPoint(IPAddress.Loopback, 9)) },
                new() { Action = RouteAction.Failing(new FaultInjection(FaultKind.Address) { Addresses = [IPAddress.Parse("192.0.2.1")] }) },
            ],
            CancellationToken.None);
        _registry.Dns.SetNetworks("192.0.2.0/24", ("z1", "192.0.2.0/24 10.1.0.0/16"), ("z2", "10.2.0.0/16"));
    }

    public ValueTask DisposeAsync() => _registry.DisposeAsync();

    /// <summary>Enough of them for the expiry guard to hold them in DNS.</summary>
    private static IEnumerable<RegistrationBuilder> SilentInstances() => Enumerable.Range(0, Silent).Select(
        n => new RegistrationBuilder("silent", $"s{n}").WithAddress($"10.0.3.{n}").WithMetadata("k", "v").WithLease(2));

    [Fact]
    public void Silent_instances_are_held() => Assert.Equal(Silent, _registry.Registry.Guard?.Held);

    [Theory]
    [InlineData("web.z1.svc.", RecordType.A)]
    [InlineData("web.z1.svc.", RecordType.Aaaa)]
    [InlineData("web.z1.svc.", RecordType.Srv)]
    [InlineData("web.z1.svc.", RecordType.Txt)]
    [InlineData("web.z1.svc.", RecordType.Any)]
    [InlineData("web.z1.svc.", RecordType.MX)]
    [InlineData("small.any.svc.", RecordType.A)]
    [InlineData("small.z1.svc.", RecordType.Srv)]
    [InlineData("alias.z1.svc.", RecordType.A)]
    [InlineData("alias.z1.svc.", RecordType.Srv)]
    [InlineData("far.z1.svc.", RecordType.A)]
    [InlineData("far.z1.svc.", RecordType.Srv)]
    [InlineData("declared.z1.svc.", RecordType.A)]
    [InlineData("routed.z1.svc.", RecordType.A)]
    [InlineData("routed.z1.svc.", RecordType.Srv)]
    [InlineData("pinned.any.svc.", RecordType.A)]
    [InlineData("pinned.any.svc.", RecordType.Srv)]
    [InlineData("faulty.z1.svc.", RecordType.A)]
    [InlineData("faulty.z1.svc.", RecordType.Srv)]
    [InlineData("silent.z1.svc.", RecordType.A)]
    [InlineData("silent.z1.svc.", RecordType.Srv)]
    [InlineData("silent.z1.svc.", RecordType.Txt)]
    [InlineData("s7.any.any.silent.z1.svc.", RecordType.Txt)]
    [InlineData("7.3.0.10.in-addr.arpa.", RecordType.Ptr)]
    [InlineData("_grpc._tcp.web.z1.svc.", RecordType.Srv)]
    [InlineData("_dns._udp.web.any.svc.", RecordType.Srv)]
    [InlineData("_web._tcp.z1.svc.", RecordType.Srv)]
    [InlineData("i7.default.default.web.z1.svc.", RecordType.A)]
    [InlineData("i7.any.any.web.any.svc.", RecordType.Txt)]
    [InlineData("ip-10-0-0-7.any.any.web.z1.svc.", RecordType.A)]
    [InlineData("ip-fd00--7.any.any.web.z1.svc.", RecordType.Aaaa)]
    [InlineData("7.0.0.10.in-addr.arpa.", RecordType.Ptr)]
    [InlineData("0.0.10.in-addr.arpa.", RecordType.Ptr)]
    [InlineData("9.9.9.10.in-addr.arpa.", RecordType.Ptr)]
    [InlineData("web.near.svc.", RecordType.A)]
    [InlineData("web.near.svc.", RecordType.Srv)]
    [InlineData("small.near.svc.", RecordType.A)]
    [InlineData("small.near.svc.", RecordType.Srv)]
    [InlineData("far.near.svc.", RecordType.A)]
    [InlineData("z1.pin._zone.web.any.svc.", RecordType.A)]
    [InlineData("z9.prefer._zone.web.any.svc.", RecordType.Srv)]
    [InlineData("nope.z1.svc.", RecordType.A)]
    [InlineData("a.b.c.d.e.f.svc.", RecordType.A)]
    [InlineData("z1.svc.", RecordType.A)]
    [InlineData("_tcp.web.z1.svc.", RecordType.A)]
    [InlineData("svc.", RecordType.Soa)]
    [InlineData("svc.", RecordType.NS)]
    [InlineData("example.", RecordType.A)]
    public void Question_is_answered_without_an_allocation(string name, RecordType type)
    {
        DnsServerUnderTest server = _registry.AtThisMoment();
        byte[][] requests =
            [QueryOctets.Of(name, type), QueryOctets.Of(name, type, 1232), QueryOctets.ForClient(name, type, "10.2.3.0/24")];
        foreach (byte[] request in requests)
        {
            foreach (Transport transport in (Transport[])[Transport.Udp, Transport.Tcp])
            {
                Ask(50);

                Assert.Equal(0, Allocations.Of(() => Ask(200)));

                void Ask(int times)
                {
                    for (int i = 0; i < times; i++)
                        server.AnswerOctets(request, transport);
                }
            }
        }
    }
}
