using BenchmarkDotNet.Attributes;
using DnsRegistry.Benchmarks.Populations;
using DnsRegistry.Registry;
using DnsRegistry.Registry.Instances;
using DnsRegistry.Registry.Outcomes;

namespace DnsRegistry.Benchmarks.Writer;

/// <summary>
/// One change of a registration, from the call to its acknowledgement, over a store that costs nothing: by a caller who
/// waits for each, and by many at once, who share a turn of the writer. It must not depend on how many are registered.
/// </summary>
[MemoryDiagnoser]
[GcForce(false)] // Collecting so large a heap before each step takes longer than the step.
public class WriterBenchmarks
{
    private const int AtOnce = 64;
    private const int InstancesPerService = 10;

    private readonly Task[] _calls = new Task[AtOnce];
    private Registration[] _known = null!;
    private Registration[] _newcomers = null!;
    private LoadedRegistry _loaded = null!;
    private ServiceRegistry _registry = null!;
    private Walk _knownWalk;
    private Walk _newcomerWalk;

    /// <summary>Instances that are registered, ten for each service.</summary>
    [Params(1_000, 1_000_000)]
    public int Instances { get; set; }

    [GlobalSetup]
    public async Task Load()
    {
        _known = Population.Of(Instances, InstancesPerService);
        _newcomers = Population.Newcomers(Instances / InstancesPerService);
        _knownWalk = new Walk(_known.Length);
        _newcomerWalk = new Walk(_newcomers.Length);
        _loaded = await LoadedRegistry.FromAsync(new ForgetfulStore(_known));
        _registry = _loaded.Registry;
    }

    [GlobalCleanup]
    public async Task Stop() => await _loaded.DisposeAsync();

    /// <summary>A known instance gets another address.</summary>
    [Benchmark]
    [Allocates(2_090, WithinPercent = 10, OnAnyThread = true)]
    public Task ChangeAddress() => ChangeNextAddress();

    /// <summary>A new instance is registered, and deregistered: two changes.</summary>
    [Benchmark(OperationsPerInvoke = 2)]
    [Allocates(1_767, WithinPercent = 10, OnAnyThread = true)]
    public async Task RegisterAndDeregister()
    {
        Registration newcomer = _newcomers[_newcomerWalk.Next()];
        await RegisterAs(RegisterStatus.Created, newcomer);
        await Deregister(newcomer);
    }

    [Benchmark(OperationsPerInvoke = AtOnce)]
    [Allocates(1_498, WithinPercent = 10, OnAnyThread = true)]
    public async Task ChangeAddressAtOnce()
    {
        for (int i = 0; i < AtOnce; i++)
            _calls[i] = ChangeNextAddress();
        await Task.WhenAll(_calls);
    }

    [Benchmark(OperationsPerInvoke = 2 * AtOnce)]
    [Allocates(1_176, WithinPercent = 10, OnAnyThread = true)]
    public async Task RegisterAndDeregisterAtOnce()
    {
        Walk start = _newcomerWalk;
        for (int i = 0; i < AtOnce; i++)
            _calls[i] = RegisterAs(RegisterStatus.Created, _newcomers[_newcomerWalk.Next()]);
        await Task.WhenAll(_calls);

        for (int i = 0; i < AtOnce; i++)
            _calls[i] = Deregister(_newcomers[start.Next()]);
        await Task.WhenAll(_calls);
    }

    private Task ChangeNextAddress()
    {
        ref Registration known = ref _known[_knownWalk.Next()];
        known = Population.Moved(known);
        return RegisterAs(RegisterStatus.Replaced, known);
    }

    private async Task RegisterAs(RegisterStatus expected, Registration registration) =>
        Expect((await _registry.RegisterAsync(registration, null, CancellationToken.None)).Status == expected);

    private async Task Deregister(Registration newcomer) =>
        Expect((await _registry.DeregisterAsync(newcomer.Key, null, null, CancellationToken.None)).Status == DeregisterStatus.Removed);

    private static void Expect(bool isDone)
    {
        if (!isDone)
            throw new InvalidOperationException("The registry did not do what is measured.");
    }
}
