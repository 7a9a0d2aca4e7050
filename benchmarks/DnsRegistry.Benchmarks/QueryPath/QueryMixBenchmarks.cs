using BenchmarkDotNet.Attributes;
using DnsRegistry.Benchmarks.Populations;
using DnsRegistry.Testing;
using DnsRegistry.Wire.Records;

namespace DnsRegistry.Benchmarks.QueryPath;

/// <summary>
/// What resolvers ask, all names in turn: seven questions in ten for addresses, three for services with their additional
/// records, and one name in twenty that does not exist.
/// </summary>
[MemoryDiagnoser]
[GcForce(false)] // Collecting so large a heap before each step takes longer than the step.
public class QueryMixBenchmarks
{
    private const int Seed = 20_260_101;
    private const int Requests = 32_768;

    private readonly byte[][] _requests = new byte[Requests][];
    private QueryFixture _fixture = null!;
    private int _at;

    /// <summary>Services that are registered, with three instances each.</summary>
    [Params(10_000, 333_333)]
    public int Services { get; set; }

    [GlobalSetup]
    public async Task Register()
    {
        var random = new Random(Seed);
        for (int i = 0; i < Requests; i++)
        {
            string service = Population.ServiceName(random.Next(Services));
            string name = random.Next(20) == 0 ? $"absent-{service}.z1.svc." : $"{service}.z1.svc.";
            _requests[i] = QueryOctets.Of(name, random.Next(10) < 7 ? RecordType.A : RecordType.Srv, 1232);
        }

        _fixture = await QueryFixture.WithAsync(Services);
    }

    [GlobalCleanup]
    public async Task Stop() => await _fixture.DisposeAsync();

    [Benchmark]
    [Allocates(0)]
    public int Answer() => _fixture.Answer(_requests[_at = (_at + 1) % Requests]);
}
