using System.Net;
using DnsRegistry.Benchmarks.Populations;
using DnsRegistry.Registry.Instances;
using DnsRegistry.Registry.Services;
using DnsRegistry.Server.Query;
using DnsRegistry.Testing;
using DnsRegistry.Testing.Registrations;
using DnsRegistry.Zones;
using DnsRegistry.Zones.Services;
using DnsRegistry.Zones.Static;
using Microsoft.Extensions.Time.Testing;

namespace DnsRegistry.Benchmarks.QueryPath;

/// <summary>
/// The way from request to response over a registry of many ordinary services, a few special ones and a zone from a file.
/// Its clock stands still.
/// </summary>
internal sealed class QueryFixture : IAsyncDisposable
{
    internal const int InstancesPerService = 3;

    private const string StaticZoneText = """
        $ORIGIN example.test.
        $TTL 3600
        @          SOA   ns1 hostmaster 1 7200 900 1209600 300
        @          NS    ns1
        ns1        A     192.0.2.1
        web        A     192.0.2.80
        web        A     192.0.2.81
        www        CNAME web
        *.apps     CNAME web
        _sip._tcp  SRV   10 100 5060 sip
        sip        A     192.0.2.60
        sip        AAAA  2001:db8::60
        child      NS    ns1.child
        ns1.child  A     192.0.2.90
        old        DNAME example.test.
        """;

    private readonly byte[] _response = new byte[ResponseLimits.MaxTcpOctets];
    private readonly LoadedRegistry _registry;
    private readonly QueryHandler _handler;
    private readonly long _now;

    private QueryFixture(LoadedRegistry registry, long now)
    {
        _registry = registry;
        _now = now;
        Zone[] zones = [.. registry.Zones, new StaticZone(Given.ZoneContent(StaticZoneText))];
        var catalog = new ZoneCatalog(zones) { Clients = new ClientNetworks(ZoneNetworks(), [IPNetwork.Parse("127.0.0.0/8")]) };
        _handler = new QueryHandler(new ZonePublisher(catalog), new ResponseLimits(), seed: 1);
    }

    /// <summary>Registers services with three instances each, and the special ones.</summary>
    internal static async Task<QueryFixture> WithAsync(int services)
    {
        Registration[] registrations =
            [.. Population.Of(services * InstancesPerService, InstancesPerService), .. Special().Select(builder => builder.Build())];
        var time = new FakeTimeProvider();
        LoadedRegistry registry = await LoadedRegistry.FromAsync(
            new ForgetfulStore(
                registrations,
                new StoredSettings("far", new ServiceSettings { ZoneFallback = ZoneFallback.All }, 1),
                new StoredSettings("declared", new ServiceSettings(), 1)),
            time,
            hasReverseZone: true);

        // The short leases end.
        time.Advance(TimeSpan.FromSeconds(10));
        await registry.Registry.FlushAsync(CancellationToken.None);
        return new QueryFixture(registry, time.MonotonicMilliseconds());
    }

    /// <summary>Answers one request.</summary>
    /// <returns>Octets of the response; 0 means silence.</returns>
    internal int Answer(byte[] request) =>
        _handler.Answer(request, _response, ClientAddress.FromIPv4(0x7F00_0001), Transport.Udp, _now);

    /// <summary>Answers one request.</summary>
    /// <returns>The response, until the next one.</returns>
    internal ReadOnlySpan<byte> AnswerOctets(byte[] request) => _response.AsSpan(0, Answer(request));

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _registry.DisposeAsync();

    /// <summary>A table as a large operator has it: a thousand networks in ten zones.</summary>
    private static Dictionary<string, IReadOnlyList<IPNetwork>> ZoneNetworks() => Enumerable.Range(1, 10).ToDictionary(
        zone => $"z{zone}",
        IReadOnlyList<IPNetwork> (zone) =>
        [
            .. Enumerable.Range(0, 100).Select(n => IPNetwork.Parse($"10.{zone}.{n}.0/24")),
            .. zone == 1 ? [IPNetwork.Parse("127.0.0.0/8")] : Array.Empty<IPNetwork>(),
        ]);

    private static IEnumerable<RegistrationBuilder> Special() =>
    [
        .. Enumerable.Range(0, 3).Select(n => Lasting("full", n).InGroup("blue").WithVersion("1.2.0").WithAddress($"10.9.1.{n}")
            .WithAddress($"fd00::{n}").WithNamedPort("grpc", 9090).WithMetadata("rack", "r7").WithMetadata("owner", "team-a")),
        .. Enumerable.Range(0, 3).Select(n => Lasting("far", n).InZone("z2").WithAddress($"10.9.2.{n}")),
        .. Enumerable.Range(0, 100).Select(n => Lasting("crowd", n).WithAddress($"10.9.3.{n}").WithWeight(n + 1)),
        .. Enumerable.Range(0, 3).Select(n => Lasting("alias", n).WithHost($"host{n}.example.")),
        .. Enumerable.Range(0, 3).Select(n => Lasting("lapsed", n).WithAddress($"10.9.4.{n}").WithLease(5)),
    ];

    private static RegistrationBuilder Lasting(string service, int n) =>
        new RegistrationBuilder(service, $"i{n}").WithLease(Population.LeaseSeconds);
}
