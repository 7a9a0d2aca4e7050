using BenchmarkDotNet.Attributes;
using DnsRegistry.Benchmarks.Populations;
using DnsRegistry.Registry.Instances;
using DnsRegistry.Registry.Leases;
using DnsRegistry.Registry.Projection;
using DnsRegistry.Wire.Names;
using DnsRegistry.Zones.Services;

namespace DnsRegistry.Benchmarks.Writer;

/// <summary>The part of a change that DNS sees: the answers of one service are replaced.</summary>
[MemoryDiagnoser]
[GcForce(false)] // Collecting so large a heap before each step takes longer than the step.
public class DirectoryBenchmarks
{
    private Registration[] _known = null!;
    private Endpoint[] _endpoints = null!;
    private ServiceDirectory _directory = null!;
    private ServiceDirectory _directoryWithReverseZone = null!;
    private Walk _walk;

    /// <summary>Instances that are registered.</summary>
    [Params(1_000, 1_000_000)]
    public int Instances { get; set; }

    /// <summary>How many of them share a service.</summary>
    [Params(10, 1_000)]
    public int PerService { get; set; }

    [GlobalSetup]
    public void Fill()
    {
        _known = Population.Of(Instances, PerService);
        _endpoints = new Endpoint[Instances];
        _directory = new ServiceDirectory(AnswerPolicy.Default);
        _directoryWithReverseZone = new ServiceDirectory(AnswerPolicy.Default, new ReverseDirectory(DomainName.Parse("svc.")));
        _walk = new Walk(Instances);
        for (int i = 0; i < Instances; i++)
        {
            _endpoints[i] = EndpointOf(_known[i]);
            EndpointPlace place = EndpointProjection.PlaceOf(_known[i]);
            var change = new EndpointChange(place.Service, null, null, place, _endpoints[i]);
            _directory.Apply(change);
            _directoryWithReverseZone.Apply(change);
        }
    }

    /// <summary>An instance gets another address.</summary>
    [Benchmark(Baseline = true)]
    [Allocates(1_399, WithinPercent = 5)]
    public void Apply() => ApplyTo(_directory);

    /// <summary>The same where the names of addresses are kept, too.</summary>
    [Benchmark]
    [Allocates(1_479, WithinPercent = 5)]
    public void ApplyWithReverseZone() => ApplyTo(_directoryWithReverseZone);

    private void ApplyTo(ServiceDirectory directory)
    {
        int at = _walk.Next();
        Endpoint former = _endpoints[at];
        _known[at] = Population.Moved(_known[at]);
        _endpoints[at] = EndpointOf(_known[at]);
        EndpointPlace place = EndpointProjection.PlaceOf(_known[at]);
        directory.Apply(new EndpointChange(place.Service, place, former, place, _endpoints[at]));
    }

    private static Endpoint EndpointOf(Registration registration)
    {
        var stored = new StoredInstance(registration, 1, 1, DateTimeOffset.UnixEpoch, null);
        return EndpointProjection.EndpointOf(new ServiceInstance(stored, Lease.Of(registration, 0)), InstanceState.Passing);
    }
}
