using System.Globalization;
using System.Text;
using DnsRegistry.Testing;
using DnsRegistry.Wire.Names;
using DnsRegistry.Wire.Records;
using DnsRegistry.Zones.Services;

namespace DnsRegistry.Zones.Tests.Services;

/// <summary>Thousands of random changes, after which every answer must be that of a model too simple to be wrong.</summary>
public class ModelTests
{
    private const int Services = 3;

    [Theory]
    [InlineData(1, 400)]
    [InlineData(2, 4000)]
    public void Random_changes_are_answered_like_a_naive_model(int seed, int ids)
    {
        var random = new Random(seed);
        var directory = new ServiceDirectory(AnswerPolicy.Default, new ReverseDirectory(DomainName.Parse("svc.")));
        var server = new DnsServerUnderTest(new ServiceZone(
            DomainName.Parse("svc."), new ZoneIdentity(DomainName.Parse("svc."), []), directory));
        directory.MarkLoaded();
        var model = new Dictionary<(string Service, string Id), (EndpointPlace Place, Endpoint Endpoint)>();

        for (int phase = 0; phase < 12; phase++)
        {
            // Phases of growth and of decay, so that blocks are split and joined.
            double removals = phase % 3 == 2 ? 0.9 : 0.2;
            for (int i = 0; i < 1500; i++)
                ChangeOne(random, removals, ids, directory, model);
            Check(server, model, random);
        }

        foreach ((string service, string id) in model.Keys.ToList())
            Remove(directory, model, (service, id));
        Assert.Equal(Rcode.NXDomain, server.Ask("any.svc.", RecordType.A).Rcode);
        Assert.Equal(Rcode.NXDomain, server.Ask("s0.any.svc.", RecordType.A).Rcode);
    }

    private static void ChangeOne(
        Random random, double removals, int ids, ServiceDirectory directory,
        Dictionary<(string Service, string Id), (EndpointPlace Place, Endpoint Endpoint)> model)
    {
        (string Service, string Id) key = ($"s{random.Next(Services)}", $"i{random.Next(ids)}");
        if (random.NextDouble() < removals)
        {
            Remove(directory, model, key);
            return;
        }

        var place = new EndpointPlace(key.Service, $"z{random.Next(3)}", $"g{random.Next(2)}", random.Next(2) == 0 ? "1.0" : "v2");
        Endpoint endpoint = EndpointOf(key.Id, random.Next(1 << 24), isPassing: random.Next(10) > 0);
        EndpointPlace? formerPlace = null;
        Endpoint? former = null;
        if (model.TryGetValue(key, out (EndpointPlace Place, Endpoint Endpoint) known))
            (formerPlace, former) = known;
        directory.Apply(new EndpointChange(key.Service, formerPlace, former, place, endpoint));
        model[key] = (place, endpoint);
    }

    private static void Remove(
        ServiceDirectory directory, Dictionary<(string Service, string Id), (EndpointPlace Place, Endpoint Endpoint)> model,
        (string Service, string Id) key)
    {
        if (model.Remove(key, out (EndpointPlace Place, Endpoint Endpoint) former))
            directory.Apply(new EndpointChange(key.Service, former.Place, former.Endpoint, null, null));
    }

    private static void Check(
        DnsServerUnderTest server, Dictionary<(string Service, string Id), (EndpointPlace Place, Endpoint Endpoint)> model, Random random)
    {
        foreach (string zone in (string[])["z0", "z1", "z2", "any"])
        {
            foreach (string group in (string[])["g0", "g1", "any"])
            {
                foreach (string version in (string[])["1-0", "v2", "any"])
                {
                    string service = $"s{random.Next(Services)}";
                    List<Endpoint> expected = [.. model.Where(entry => entry.Key.Service == service
                        && (zone == "any" || entry.Value.Place.Zone == zone)
                        && (group == "any" || entry.Value.Place.Group == group)
                        && (version == "any" || entry.Value.Place.VersionLabel == version)).Select(entry => entry.Value.Endpoint)];
                    Reply reply = server.AskOverTcp($"{version}.{group}.{service}.{zone}.svc.", RecordType.A);
                    Assert.Equal(expected.Count == 0 ? Rcode.NXDomain : Rcode.NoError, reply.Rcode);
                    HashSet<string> addresses = [.. expected.Where(endpoint => endpoint.IsPassing).Select(AddressOf)];
                    if (!reply.IsTruncated)
                        Assert.Equal(addresses.Order(), reply.AnswerData.Order());
                }
            }
        }

        foreach (((string service, string id), (EndpointPlace place, Endpoint endpoint)) in model.Take(50))
        {
            Reply reply = server.Ask($"{id}.{place.VersionLabel}.{place.Group}.{service}.{place.Zone}.svc.", RecordType.A);
            Assert.Equal(endpoint.IsPassing ? [AddressOf(endpoint)] : [], reply.AnswerData);
            Assert.Equal(Rcode.NXDomain, server.Ask($"{id}.{place.VersionLabel}.{place.Group}.{service}.z7.svc.", RecordType.A).Rcode);
        }
    }

    private static string AddressOf(Endpoint endpoint) => string.Join('.', endpoint.IPv4.ToArray());

    private static Endpoint EndpointOf(string id, int address, bool isPassing) => new(
        Encoding.ASCII.GetBytes(id), [10, (byte)(address >> 16), (byte)(address >> 8), (byte)address], [], [], [], new Forever())
    {
        Port = 80,
        Weight = 100,
        IsPassing = isPassing,
    };

    [Fact]
    public async Task Index_is_read_right_while_entries_come_and_go()
    {
        var index = new LabelIndex<Entry>();
        Entry[] stable = [.. Enumerable.Range(0, 200).Select(n => new Entry($"stable{n}"))];
        Entry[] changing = [.. Enumerable.Range(0, 2000).Select(n => new Entry($"changing{n}"))];
        foreach (Entry entry in stable)
            index.Add(entry);
        using var stop = new CancellationTokenSource();
        Task<int>[] readers = [.. Enumerable.Range(0, 3).Select(_ => Task.Run(() => Read(index, stable, changing, stop.Token)))];

        var random = new Random(5);
        var present = new HashSet<Entry>();
        for (int i = 0; i < 300_000; i++)
        {
            Entry entry = changing[random.Next(changing.Length)];
            if (present.Add(entry))
            {
                index.Add(entry);
            }
            else
            {
                present.Remove(entry);
                index.Remove(entry);
            }
        }

        await stop.CancelAsync();
        Assert.All(await Task.WhenAll(readers), wrong => Assert.Equal(0, wrong));
        Assert.Equal(stable.Length + present.Count, index.Count);
        Assert.All(changing, entry => Assert.Equal(present.Contains(entry), index.TryFind(entry.Label, out _)));
    }

    private static int Read(LabelIndex<Entry> index, Entry[] stable, Entry[] changing, CancellationToken stop)
    {
        int wrong = 0;
        var random = new Random(6);
        while (!stop.IsCancellationRequested)
        {
            Entry wanted = stable[random.Next(stable.Length)];
            wrong += index.TryFind(wanted.Label, out Entry? found) && ReferenceEquals(found, wanted) ? 0 : 1;
            wanted = changing[random.Next(changing.Length)];
            wrong += index.TryFind(wanted.Label, out found) && !ReferenceEquals(found, wanted) ? 1 : 0;
            wrong += index.TryFind("nobody"u8, out _) ? 1 : 0;
        }

        return wrong;
    }

    [Theory]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(33)]
    [InlineData(1000)]
    public void Cell_holds_what_was_put_into_it_in_whatever_order(int count)
    {
        var random = new Random(count);
        string[] ids = [.. Enumerable.Range(0, count).Select(n => n.ToString(CultureInfo.InvariantCulture))];
        random.Shuffle(ids);
        var cell = new Cell(new EndpointPlace("s", "z", "g", "v"));
        foreach (string id in ids)
            cell = cell.With(EndpointOf(id, 1, isPassing: true));

        AssertHolds(cell, ids);
        random.Shuffle(ids);
        for (int i = 0; i < count; i++)
        {
            cell = cell.Without(Encoding.ASCII.GetBytes(ids[i]));
            if (i % 17 == 0)
                AssertHolds(cell, ids[(i + 1)..]);
        }

        Assert.Equal(0, cell.Count);
    }

    private static void AssertHolds(Cell cell, string[] ids)
    {
        Assert.Equal((ids.Length, ids.Length), (cell.Count, cell.EligibleCount));
        var seen = new List<string>();
        foreach (EndpointBlock block in cell.Blocks)
        {
            Assert.InRange(block.Count, 1, EndpointBlock.Capacity);
            foreach (Endpoint endpoint in block.Endpoints)
                seen.Add(Encoding.ASCII.GetString(endpoint.Id));
        }

        Assert.Equal(ids.Order(StringComparer.Ordinal), seen);
        Assert.All(ids, id => Assert.Equal(id, Encoding.ASCII.GetString(cell.Find(Encoding.ASCII.GetBytes(id))!.Id)));
        Assert.Null(cell.Find("x"u8));
    }

    private sealed class Entry(string name) : ILabeled
    {
        private readonly byte[] _label = Encoding.ASCII.GetBytes(name);

        public ReadOnlySpan<byte> Label => _label;
    }
}
