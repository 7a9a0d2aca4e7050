using BenchmarkDotNet.Attributes;
using DnsRegistry.Benchmarks.Populations;
using DnsRegistry.Registry;
using DnsRegistry.Registry.Instances;
using DnsRegistry.Registry.Outcomes;

namespace DnsRegistry.Benchmarks.Heartbeats;

/// <summary>A heartbeat that changes no answer, all instances in turn: it waits for nobody.</summary>
[MemoryDiagnoser]
[GcForce(false)] // Collecting so large a heap before each step takes longer than the step.
public class HeartbeatBenchmarks
{
    private InstanceKey[] _keys = null!;
    private LoadedRegistry _loaded = null!;
    private ServiceRegistry _registry = null!;
    private Walk _walk;

    /// <summary>Instances that are registered, ten for each service.</summary>
    [Params(1_000, 1_000_000)]
    public int Instances { get; set; }

    [GlobalSetup]
    public async Task Load()
    {
        // The keys are texts of their own, as they come from a request.
        _keys = [.. Population.Of(Instances, perService: 10).Select(registration => registration.Key)];
        _walk = new Walk(Instances);
        _loaded = await LoadedRegistry.FromAsync(new ForgetfulStore(Population.Of(Instances, perService: 10)));
        _registry = _loaded.Registry;
    }

    [GlobalCleanup]
    public async Task Stop() => await _loaded.DisposeAsync();

    [Benchmark]
    [Allocates(0)]
    public bool Renew()
    {
        ValueTask<RenewOutcome> renewing = _registry.RenewAsync(_keys[_walk.Next()], null, null, CancellationToken.None);
        return renewing is { IsCompletedSuccessfully: true, Result.Status: RenewStatus.Renewed };
    }

    [Benchmark]
    [Allocates(0)]
    public bool RenewUnknown()
    {
        var key = new InstanceKey(_keys[_walk.Next()].Service, "absent");
        ValueTask<RenewOutcome> renewing = _registry.RenewAsync(key, null, null, CancellationToken.None);
        return renewing is { IsCompletedSuccessfully: true, Result.Status: RenewStatus.Unknown };
    }
}
