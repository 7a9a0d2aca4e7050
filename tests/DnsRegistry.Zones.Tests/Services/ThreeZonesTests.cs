using System.Net;
using DnsRegistry.Registry.Services;
using DnsRegistry.Testing;
using DnsRegistry.Testing.Registrations;
using DnsRegistry.Wire.Messages;
using DnsRegistry.Wire.Records;
using DnsRegistry.Zones.Services;

namespace DnsRegistry.Zones.Tests.Services;

/// <summary>
/// An estate of three zones that loses one after another, and gets them back. Two services, one that is packed and one whose
/// instances have too many addresses for that, are asked from every zone at every step, and have to be answered as a model says.
/// </summary>
public sealed class ThreeZonesTests : IAsyncLifetime
{
    private const int LeaseSeconds = 30;
    private const int PerZone = 3;

    private static readonly string[] s_zones = ["z1", "z2", "z3"];
    private static readonly (string Name, int Addresses)[] s_services = [("single", 1), ("twin", 2)];

    private readonly HashSet<string> _lost = [];
    private RegistryUnderTest _registry = null!;

    public async ValueTask InitializeAsync()
    {
        _registry = await RegistryUnderTest.StartAsync(RegistrySetup.WithoutGuard);
        await _registry.RegisterAsync([.. s_zones.SelectMany(InstancesOf)]);
        _registry.Dns.SetNetworks("", ("z1", "10.1.0.0/16"), ("z2", "10.2.0.0/16"), ("z3", "10.3.0.0/16"));
    }

    public ValueTask DisposeAsync() => _registry.DisposeAsync();

    [Theory]
    [InlineData(ZoneFallback.None)]
    [InlineData(ZoneFallback.Srv)]
    [InlineData(ZoneFallback.All)]
    public async Task Every_answer_is_right_while_zones_fall_silent_one_after_another_and_come_back(ZoneFallback fallback)
    {
        foreach ((string service, _) in s_services)
            await _registry.SetAsync(service, new ServiceSettings { ZoneFallback = fallback });
        Check(fallback);

        // The heartbeats of one zone after another stop, ten seconds apart, and so do their leases end.
        for (int silent = 0; silent < s_zones.Length; silent++)
        {
            await _registry.RegisterAsync([.. s_zones[silent..].SelectMany(InstancesOf)]);
            await _registry.AdvanceAsync(TimeSpan.FromSeconds(LeaseSeconds / s_zones.Length));
        }

        foreach (string zone in s_zones)
        {
            _lost.Add(zone);
            Check(fallback);
            await _registry.AdvanceAsync(TimeSpan.FromSeconds(LeaseSeconds / s_zones.Length));
        }

        foreach (string zone in s_zones.Reverse())
        {
            await _registry.RegisterAsync([.. InstancesOf(zone)]);
            _lost.Remove(zone);
            Check(fallback);
        }
    }

    private static string Id(string zone, int n) => $"{zone}-{n}";

    private static IEnumerable<RegistrationBuilder> InstancesOf(string zone) =>
        from service in s_services
        from n in Enumerable.Range(0, PerZone)
        select AddressesOf(zone, n, service.Addresses).Aggregate(
            new RegistrationBuilder(service.Name, Id(zone, n)).InZone(zone).WithLease(LeaseSeconds),
            (builder, address) => builder.WithAddress(address));

    private static IEnumerable<string> AddressesOf(string zone, int n, int addresses) =>
        Enumerable.Range(1, addresses).Select(third => $"10.{zone[1]}.{third}.{n}");

    private void Check(ZoneFallback fallback)
    {
        foreach ((string service, int addresses) in s_services)
        {
            foreach (string zone in s_zones)
            {
                _registry.Dns.Client = IPAddress.Parse($"10.{zone[1]}.9.9");
                CheckTiers($"{service}.near.svc.", addresses, zone, hasOthersInServices: true, hasStandIns: true);
                CheckTiers(
                    $"{service}.{zone}.svc.", addresses, zone, fallback != ZoneFallback.None, hasStandIns: fallback == ZoneFallback.All);
                CheckTiers($"{zone}.pin._zone.{service}.any.svc.", addresses, zone, hasOthersInServices: false, hasStandIns: false);
            }
        }
    }

    private void CheckTiers(string name, int addresses, string zone, bool hasOthersInServices, bool hasStandIns)
    {
        string[] alive = [.. s_zones.Except(_lost)];
        string[] others = [.. alive.Where(other => other != zone)];
        bool isAlive = alive.Contains(zone);
        string[] first = isAlive ? [zone] : hasStandIns ? others : [];

        Reply a = _registry.AskOverTcp(name);
        Assert.Equal(Rcode.NoError, a.Rcode);
        Assert.Equal(Expected(first, (each, n) => AddressesOf(each, n, addresses)), a.AnswerData.Order());

        string[] services =
        [
            .. Expected(isAlive ? [zone] : [], (each, n) => [$"10 {Id(each, n)}"]),
            .. Expected(hasOthersInServices ? others : [], (each, n) => [$"20 {Id(each, n)}"]),
        ];
        Reply srv = _registry.AskOverTcp(name, RecordType.Srv);
        Assert.Equal(services, srv.AnswerData.Select(data => data.Split(' ')).Select(data => $"{data[0]} {data[3].Split('.')[0]}").Order());
        if (services.Length == 0)
            Assert.Equal(ExtendedErrorCode.Other, srv.ExtendedError);
    }

    private static IEnumerable<string> Expected(string[] zones, Func<string, int, IEnumerable<string>> texts) =>
        zones.SelectMany(zone => Enumerable.Range(0, PerZone).SelectMany(n => texts(zone, n))).Order();
}
