using System.Net;
using DnsRegistry.Testing;
using DnsRegistry.Testing.Registrations;
using DnsRegistry.Wire.Records;
using DnsRegistry.Zones.Routes;

namespace DnsRegistry.Zones.Tests.Routes;

/// <summary>The service <c>web</c> with rules: v1 is 10.0.1.n, v2 is 10.0.2.n, in the zones z1 and z2.</summary>
internal sealed class RoutedService : IAsyncDisposable
{
    private readonly RegistryUnderTest _registry;

    private RoutedService(RegistryUnderTest registry) => _registry = registry;

    internal RegistryUnderTest Registry => _registry;

    internal DnsServerUnderTest Dns => _registry.AtThisMoment();

    internal static async Task<RoutedService> WithAsync(params RouteRule[] rules)
    {
        var service = new RoutedService(await RegistryUnderTest.WithAsync(
            At("a", "10.0.1.1", "v1", "z1"), At("b", "10.0.1.2", "v1", "z2"), At("c", "10.0.2.1", "v2", "z1"),
            At("d", "10.0.2.2", "v2", "z2")));
        await service.PutAsync(rules);
        return service;
    }

    internal static RouteRule Rule(RouteAction action, string? name = "r") => new() { Name = name, Action = action };

    internal static RouteRule Fault(FaultKind kind) => Rule(RouteAction.Failing(new FaultInjection(kind)));

    internal static RouteMatch Share(double percent) => new() { Percent = percent };

    internal static RouteMatch From(params string[] networks) => new() { Clients = [.. networks.Select(IPNetwork.Parse)] };

    internal async Task PutAsync(params RouteRule[] rules) =>
        await _registry.Registry.PutRoutesAsync("web", rules, CancellationToken.None);

    internal Reply Ask(string name, RecordType type = RecordType.A, string client = "192.0.2.1")
    {
        Dns.Client = IPAddress.Parse(client);
        return Dns.Ask(name, type);
    }

    internal string[] Addresses(string name = "web.any.svc.", string client = "192.0.2.1") =>
        [.. Ask(name, RecordType.A, client).AnswerData.Order(StringComparer.Ordinal)];

    public ValueTask DisposeAsync() => _registry.DisposeAsync();

    private static RegistrationBuilder At(string id, string address, string version, string zone) =>
        new RegistrationBuilder("web", id).InZone(zone).WithVersion(version).WithAddress(address).Static();
}
