using BenchmarkDotNet.Attributes;
using DnsRegistry.Wire.Records;

namespace DnsRegistry.Benchmarks.QueryPath;

/// <summary>
/// From the octets of a request to those of its response, by kind of question; and the same question read and answered
/// with the codecs of two general DNS libraries, which have nothing to look up.
/// </summary>
[MemoryDiagnoser]
public class QueryPathBenchmarks
{
    private readonly byte[] _address = QueryFixture.Request("s7.z1.svc.", RecordType.A);
    private readonly byte[] _service = QueryFixture.Request("s7.z1.svc.", RecordType.Srv);
    private readonly byte[] _instance = QueryFixture.Request("i1.default.default.s7.z1.svc.", RecordType.A);
    private readonly byte[] _noData = QueryFixture.Request("s7.z1.svc.", RecordType.Aaaa);
    private readonly byte[] _nameError = QueryFixture.Request("absent.z1.svc.", RecordType.A);
    private readonly byte[] _refused = QueryFixture.Request("www.example.test.", RecordType.A);
    private QueryFixture _fixture = null!;

    /// <summary>Services that are registered, with three instances each.</summary>
    [Params(10_000)]
    public int Services { get; set; }

    [GlobalSetup]
    public void Register() => _fixture = new QueryFixture(Services);

    [Benchmark(Baseline = true)]
    public int Address() => _fixture.Answer(_address);

    [Benchmark]
    public int ServiceWithAdditional() => _fixture.Answer(_service);

    [Benchmark]
    public int AddressOfInstance() => _fixture.Answer(_instance);

    [Benchmark]
    public int NoData() => _fixture.Answer(_noData);

    [Benchmark]
    public int NameError() => _fixture.Answer(_nameError);

    [Benchmark]
    public int NotOurs() => _fixture.Answer(_refused);

    [Benchmark]
    public int AddressWithARSoft() => ArSoftCodec.Answer(_address);

    [Benchmark]
    public int AddressWithDnsClient() => DnsClientCodec.Answer(_address);
}
