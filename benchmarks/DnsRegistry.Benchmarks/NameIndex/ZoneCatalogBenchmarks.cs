using BenchmarkDotNet.Attributes;
using DnsRegistry.Testing;
using DnsRegistry.Wire.Names;
using DnsRegistry.Wire.Records;
using DnsRegistry.Zones;
using DnsRegistry.Zones.Static;

namespace DnsRegistry.Benchmarks.NameIndex;

/// <summary>Finding the zone that answers a name.</summary>
[MemoryDiagnoser]
public class ZoneCatalogBenchmarks
{
    private readonly LaidOutName _nearApex = new("web.zone7.test.");
    private readonly LaidOutName _farBelowApex = new("i1.default.default.web.z1.zone7.test.");
    private readonly LaidOutName _notOurs = new("i1.default.default.web.z1.svc.example.");
    private ZoneCatalog _catalog = null!;

    /// <summary>Zones in the catalogue, with apexes of two labels.</summary>
    [Params(10, 1_000)]
    public int Zones { get; set; }

    [GlobalSetup]
    public void Fill() => _catalog = new ZoneCatalog([.. Enumerable.Range(0, Zones).Select(Zone (n) => new StaticZone(Given.ZoneContent($"""
        $ORIGIN zone{n}.test.
        @ 3600 SOA ns1 hostmaster 1 7200 900 1209600 300
        @ 3600 NS  ns1.example.
        """)))]);

    [Benchmark(Baseline = true)]
    [Allocates(0)]
    public bool NearApex() => Finds(_nearApex);

    [Benchmark]
    [Allocates(0)]
    public bool FarBelowApex() => Finds(_farBelowApex);

    [Benchmark]
    [Allocates(0)]
    public bool NotOurs() => Finds(_notOurs);

    private bool Finds(LaidOutName name) => _catalog.Find(new QueryName(name.Wire, name.Offsets), RecordType.A) is not null;

    /// <summary>A name with the places of its labels, as reading a request leaves them.</summary>
    private sealed class LaidOutName
    {
        internal LaidOutName(string name)
        {
            Wire = DomainName.Parse(name).Wire.ToArray();
            var offsets = new List<byte>();
            for (int at = 0; at < Wire.Length; at += Wire[at] + 1)
                offsets.Add((byte)at);
            Offsets = [.. offsets];
        }

        internal byte[] Wire { get; }

        internal byte[] Offsets { get; }
    }
}
