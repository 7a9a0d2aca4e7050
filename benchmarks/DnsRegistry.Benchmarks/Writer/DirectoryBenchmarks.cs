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
    private const int InstancesPerService = 10;

    private Registration[] _known = null!;
    private Endpoint[] _endpoints = null!;
    private ServiceDirectory _directory = null!;
    private Walk _walk;

    /// <summary>Instances that are registered, ten for each service.</summary>
    [Params(1_000, 1_000_000)]
    public int Instances { get; set; }

    [GlobalSetup(Target = nameof(Apply))]
    public void Fill() => Fill(null);

    [GlobalSetup(Target = nameof(ApplyWithReverseZone))]
    public void FillWithReverseZone() => Fill(new ReverseDirectory(DomainName.Parse("svc.")));

    /// <summary>An instance gets another address.</summary>
    [Benchmark(Baseline = true)]
    [Allocates(959, WithinPercent = 5)]
    public void Apply()
    {
        int at = _walk.Next();
        Endpoint former = _endpoints[at];
        _known[at] = Population.Moved(_known[at]);
        _endpoints[at] = EndpointOf(_known[at]);
        EndpointPlace place = EndpointProjection.PlaceOf(_known[at]);
        _directory.Apply(new EndpointChange(place.Service, place, former, place, _endpoints[at]));
    }

    /// <summary>The same where the names of addresses are kept, too.</summary>
    [Benchmark]
    [Allocates(1_039, WithinPercent = 5)]
    public void ApplyWithReverseZone() => Apply();

    private void Fill(ReverseDirectory? reverse)
    {
        _known = Population.Of(Instances, InstancesPerService);
        _endpoints = new Endpoint[Instances];
        _directory = new ServiceDirectory(AnswerPolicy.Default, reverse);
        _walk = new Walk(Instances);
        for (int i = 0; i < Instances; i++)
        {
            _endpoints[i] = EndpointOf(_known[i]);
            EndpointPlace place = EndpointProjection.PlaceOf(_known[i]);
            _directory.Apply(new EndpointChange(place.Service, null, null, place, _endpoints[i]));
        }
    }

    private static Endpoint EndpointOf(Registration registration)
    {
        var stored = new StoredInstance(registration, 1, 1, DateTimeOffset.UnixEpoch, null);
        return EndpointProjection.EndpointOf(new ServiceInstance(stored, Lease.Of(registration, 0)), HealthFaults.None, null);
    }
}
