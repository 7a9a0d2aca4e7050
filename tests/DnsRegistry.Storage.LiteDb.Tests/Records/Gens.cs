using System.Net;
using CsCheck;
using DnsRegistry.Registry.Ejection;
using DnsRegistry.Registry.Instances;
using DnsRegistry.Registry.Services;
using DnsRegistry.Wire.Names;
using DnsRegistry.Zones.Routes;
using DnsRegistry.Zones.Services;

namespace DnsRegistry.Storage.LiteDb.Tests.Records;

/// <summary>Random values, allowed by the rules or not: the store keeps what it is given.</summary>
internal static class Gens
{
    private static readonly Gen<string> s_text = Gen.OneOf(Gen.String, Gen.String[Gen.Char.AlphaNumeric, 0, 20]);

    private static readonly Gen<IPAddress> s_address = Gen.OneOf(
        Gen.Byte.Array[4].Select(octets => new IPAddress(octets)),
        Gen.Select(Gen.Byte.Array[16], Gen.UInt, (octets, scope) => new IPAddress(octets, scope)));

    private static readonly Gen<DomainName> s_name =
        Gen.String[Gen.Char.AlphaNumeric, 1, 20].Array[1, 5].Select(labels => DomainName.Parse(string.Join('.', labels)));

    private static readonly Gen<NamedPort> s_port =
        Gen.Select(s_text, Gen.Int, Gen.Enum<PortProtocol>(), (name, port, protocol) => new NamedPort(name, port, protocol));

    private static readonly Gen<KeyValuePair<string, string>> s_metadata =
        Gen.Select(s_text, s_text, (key, value) => new KeyValuePair<string, string>(key, value));

    private static readonly Gen<HealthCheck> s_check = Gen.Select(
        Gen.Enum<HealthCheckKind>(), s_text, Gen.Int, Gen.Int[0, 60], Gen.Int[0, 10], Gen.Int[0, 10],
        (kind, target, seconds, timeout, failures, passes) =>
            new HealthCheck(kind, target, seconds) { TimeoutSeconds = timeout, Failures = failures, Passes = passes });

    private static readonly Gen<EjectionPolicy?> s_ejection = Gen.Select(
        Gen.Bool, Gen.Bool, Gen.Int, Gen.Double, Gen.Int, Gen.Double,
        (isSet, isEnabled, number, share, other, otherShare) => !isSet ? null : new EjectionPolicy
        {
            IsEnabled = isEnabled,
            ConsecutiveFailures = number,
            FailureShare = share,
            WindowSeconds = other,
            LeastReports = number / 2,
            Reporters = other / 2,
            BaseSeconds = number / 3,
            MaxSeconds = other / 3,
            MaxShare = otherShare,
        });

    private static readonly Gen<Registration> s_labels = Gen.Select(
        s_text, s_text, s_text, s_text, s_text,
        (service, id, zone, group, version) => new Registration
        {
            Key = new InstanceKey(service, id),
            Zone = zone,
            Group = group,
            Version = version,
            LeaseSeconds = 1,
        });

    private static readonly Gen<Registration> s_registration = Gen.Select(
        s_labels, s_address.Array[0, 16], s_name.Null(), s_port.Array[0, 4], s_metadata.Array[0, 4], s_check.Null(), Gen.Int.Array[3],
        (labels, addresses, host, ports, metadata, check, numbers) => labels with
        {
            Addresses = addresses,
            Host = host,
            Ports = ports,
            Metadata = metadata,
            Check = check,
            Port = numbers[0],
            Weight = numbers[1],
            LeaseSeconds = numbers[2],
            IsStatic = numbers[2] % 2 == 0,
        });

    private static readonly Gen<IPAddress> s_plainAddress = Gen.OneOf(
        Gen.Byte.Array[4].Select(octets => new IPAddress(octets)), Gen.Byte.Array[16].Select(octets => new IPAddress(octets)));

    private static readonly Gen<IPNetwork> s_network = Gen.Select(s_plainAddress, Gen.Int[0, 128], (address, length) =>
        new IPNetwork(address, Math.Min(length, address.GetAddressBytes().Length * 8)));

    private static readonly Gen<FaultInjection> s_fault = Gen.Select(
        Gen.Enum<FaultKind>(), Gen.Int, s_plainAddress.Array[0, 3], Gen.Long[0, DateTimeOffset.MaxValue.UtcTicks].Nullable(),
        (kind, delay, addresses, ticks) => new FaultInjection(kind)
        {
            DelayMilliseconds = delay,
            Addresses = addresses,
            Until = ticks is long until ? new DateTimeOffset(until, TimeSpan.Zero) : null,
        });

    private static readonly Gen<RouteAction> s_action = Gen.OneOf(
        s_text.Select(RouteAction.ToVersion), s_text.Select(RouteAction.ToGroup), s_text.Select(RouteAction.Prefer),
        s_plainAddress.Array[0, 3].Select(RouteAction (addresses) => RouteAction.ToAddresses(addresses)),
        Gen.Enum<BlockAnswer>().Select(RouteAction.Blocking), s_fault.Select(RouteAction.Failing),
        Gen.Select(s_plainAddress, Gen.Int[0, 65_535], (address, port) => RouteAction.MirroringTo(new IPEndPoint(address, port))));

    private static readonly Gen<RouteRule> s_rule = Gen.Select(
        s_text.Null(), s_network.Array[0, 3], s_text.Array[0, 3], Gen.Double.Nullable(), s_action, Gen.Bool,
        (name, clients, zones, percent, action, isForced) => new RouteRule
        {
            Name = name,
            Match = new RouteMatch
            {
                Clients = clients,
                Zones = zones,
                Percent = percent is double share && double.IsNaN(share) ? 0 : percent,
            },
            Action = action,
            IsForced = isForced,
        });

    /// <summary>Route rules of services.</summary>
    public static Gen<StoredRoutes> Routes { get; } = Gen.Select(
        s_text, s_rule.Array[0, 4], Gen.Long, (service, rules, revision) => new StoredRoutes(service, rules, revision));

    /// <summary>Registrations.</summary>
    public static Gen<StoredInstance> Instance { get; } = Gen.Select(
        s_registration, Gen.Long, Gen.Long, Gen.Long[0, DateTimeOffset.MaxValue.UtcTicks], s_text.Null(),
        (registration, generation, revision, ticks, owner) =>
            new StoredInstance(registration, generation, revision, new DateTimeOffset(ticks, TimeSpan.Zero), owner));

    /// <summary>Overrides of instances.</summary>
    public static Gen<StoredOverride> Override { get; } = Gen.Select(
        s_text, s_text, Gen.Bool.Nullable(), Gen.Bool.Nullable(), Gen.Int.Nullable(), Gen.Long,
        (service, id, enabled, draining, weight, revision) => new StoredOverride(
            new InstanceKey(service, id),
            new InstanceOverride { IsEnabled = enabled, IsDraining = draining, Weight = weight },
            revision));

    /// <summary>Settings of services.</summary>
    public static Gen<StoredSettings> Settings { get; } = Gen.Select(
        s_text, Gen.Int.Nullable(), Gen.Enum<ZoneFallback>(), Gen.Enum<EmptyAnswer>(),
        Gen.Select(Gen.Double, Gen.Int.Nullable(), Gen.Double.Nullable()), Gen.Long, s_ejection,
        (service, ttl, fallback, empty, numbers, revision, ejection) => new StoredSettings(
            service,
            new ServiceSettings
            {
                TtlSeconds = ttl,
                ZoneFallback = fallback,
                EmptyAnswer = empty,
                ProtectThreshold = numbers.Item1,
                WeightedSubset = numbers.Item2,
                WeightScale = numbers.Item3,
                Ejection = ejection,
            },
            revision));
}
