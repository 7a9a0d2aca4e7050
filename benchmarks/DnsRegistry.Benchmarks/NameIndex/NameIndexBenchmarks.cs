using System.Text;
using BenchmarkDotNet.Attributes;
using DnsRegistry.Benchmarks.Populations;
using DnsRegistry.Testing;
using DnsRegistry.Wire.Messages;
using DnsRegistry.Wire.Records;
using DnsRegistry.Zones.Services;

namespace DnsRegistry.Benchmarks.NameIndex;

/// <summary>Finding a service by its label, all services in turn; alone, and with the reading of the name before it.</summary>
[MemoryDiagnoser]
[GcForce(false)] // Collecting so large a heap before each step takes longer than the step.
public class NameIndexBenchmarks
{
    private readonly QueryReader _reader = new();
    private LoadedRegistry _registry = null!;
    private ServiceDirectory _directory = null!;
    private byte[][] _known = null!;
    private byte[][] _unknown = null!;
    private byte[][] _lowerCase = null!;
    private byte[][] _mixedCase = null!;
    private Walk _walk;

    /// <summary>Services that are registered.</summary>
    [Params(1_000, 100_000)]
    public int Services { get; set; }

    [GlobalSetup]
    public async Task Register()
    {
        string[] names = [.. Enumerable.Range(0, Services).Select(Population.ServiceName)];
        _known = [.. names.Select(Encoding.ASCII.GetBytes)];
        _unknown = [.. names.Select(name => Encoding.ASCII.GetBytes("x" + name))];
        _lowerCase = [.. names.Select(name => QueryOctets.Of($"{name}.zone.svc.", RecordType.A, 1232))];
        _mixedCase = [.. names.Select(name => QueryOctets.Of($"{name.ToUpperInvariant()}.zOnE.SvC.", RecordType.A, 1232))];
        _walk = new Walk(Services);
        _registry = await LoadedRegistry.FromAsync(new ForgetfulStore(Population.Of(Services, perService: 1)));
        _directory = _registry.Directory;
    }

    [GlobalCleanup]
    public async Task Stop() => await _registry.DisposeAsync();

    [Benchmark(Baseline = true)]
    [Allocates(0)]
    public bool Hit() => _directory.AnswersOf(_known[_walk.Next()]) is not null;

    [Benchmark]
    [Allocates(0)]
    public bool Miss() => _directory.AnswersOf(_unknown[_walk.Next()]) is not null;

    [Benchmark]
    [Allocates(0)]
    public bool ReadAndHit() => _reader.Finds(_directory, _lowerCase[_walk.Next()]);

    [Benchmark]
    [Allocates(0)]
    public bool ReadAndHitInMixedCase() => _reader.Finds(_directory, _mixedCase[_walk.Next()]);

    /// <summary>Reads a request as the query path does, and looks its first label up.</summary>
    private sealed class QueryReader
    {
        private QueryBuffers _buffers;

        internal bool Finds(ServiceDirectory directory, byte[] request) =>
            QueryMessage.Read(request, ref _buffers, out QueryMessage query) == QueryVerdict.Accept
            && directory.AnswersOf(query.Name.Label(0)) is not null;
    }
}
