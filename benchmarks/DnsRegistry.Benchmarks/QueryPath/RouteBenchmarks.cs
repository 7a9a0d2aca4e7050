using BenchmarkDotNet.Attributes;
using DnsRegistry.Server.Query;
using DnsRegistry.Testing;
using DnsRegistry.Testing.Registrations;
using DnsRegistry.Wire.Records;
using DnsRegistry.Zones.Routes;

namespace DnsRegistry.Benchmarks.QueryPath;

/// <summary>What route rules cost a query: none, none that is about it, and the last of ten that decides.</summary>
[MemoryDiagnoser]
public class RouteBenchmarks
{
    private readonly byte[] _request = QueryOctets.Of("web.z1.svc.", RecordType.A, ResponseLimits.DefaultUdpPayloadOctets);
    private RegistryUnderTest _registry = null!;

    /// <summary>Rules of the service.</summary>
    [Params(0, 1, 10)]
    public int Rules { get; set; }

    [GlobalSetup]
    public async Task Register()
    {
        _registry = await RegistryUnderTest.WithAsync(
            [.. Enumerable.Range(1, 3).Select(n =>
                new RegistrationBuilder("web", $"i{n}").WithVersion($"v{n}").WithAddress($"10.0.0.{n}").Static())]);
        RouteRule[] rules = [.. Enumerable.Range(0, Rules).Select(RuleOf)];
        if (rules.Length > 0)
            await _registry.Registry.PutRoutesAsync("web", rules, CancellationToken.None);
        _registry.AtThisMoment();
    }

    [GlobalCleanup]
    public async Task Stop() => await _registry.DisposeAsync();

    [Benchmark]
    [Allocates(0)]
    public int Answer() => _registry.Dns.Answer(_request);

    private RouteRule RuleOf(int i) => i == Rules - 1
        ? new RouteRule { Action = RouteAction.ToVersion("v2") }
        : new RouteRule
        {
            Match = new RouteMatch { Clients = [System.Net.IPNetwork.Parse($"10.{i}.0.0/16")], Percent = 10 },
            Action = RouteAction.ToVersion("v1"),
        };
}
