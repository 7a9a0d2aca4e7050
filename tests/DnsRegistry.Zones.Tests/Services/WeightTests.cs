using DnsRegistry.Registry.Services;
using DnsRegistry.Testing;
using DnsRegistry.Testing.Registrations;
using DnsRegistry.Wire.Records;
using DnsRegistry.Zones.Choice;
using DnsRegistry.Zones.Services;

namespace DnsRegistry.Zones.Tests.Services;

/// <summary>
/// Weights: who comes first, and what SRV says of them. The random numbers have a seed, so a result is the same every time.
/// </summary>
public class WeightTests
{
    private const int Queries = 100_000;

    [Theory]
    [InlineData("packed", 3, new[] { 1, 2, 3 })]
    [InlineData("packed", 32, new[] { 10, 200, 30 })]
    [InlineData("packed", 2, new[] { 1, 65535 })]
    [InlineData("packed", 4, new[] { 100 })]
    [InlineData("general", 3, new[] { 1, 2, 3 })]
    [InlineData("general", 60, new[] { 10, 200, 30, 1 })]
    [InlineData("general", 2, new[] { 1, 65535 })]
    [InlineData("general", 4, new[] { 65535 })]
    [InlineData("subset", 3, new[] { 1, 2, 3 })]
    [InlineData("subset", 60, new[] { 10, 200, 30, 1 })]
    [InlineData("subset", 2, new[] { 1, 65535 })]
    public async Task First_address_follows_the_weights_within_two_percent(string path, int instances, int[] weights)
    {
        int[] weightOf = [.. Enumerable.Range(0, instances).Select(n => weights[n % weights.Length])];
        await using RegistryUnderTest registry = await WithWeightsAsync(weightOf);
        await SetPathAsync(registry, path);
        DnsServerUnderTest server = registry.AtThisMoment();
        byte[] request = QueryOctets.Of("web.z1.svc.", RecordType.A, 1232);
        int lastOctetOfFirst = request.Length - 11 + 12 + 3;

        int[] first = new int[instances];
        for (int i = 0; i < Queries; i++)
            first[server.AnswerOctets(request)[lastOctetOfFirst]]++;

        double total = weightOf.Sum();
        double chiSquare = 0;
        for (int n = 0; n < instances; n++)
        {
            double expected = weightOf[n] / total * Queries;
            Assert.InRange(first[n] - expected, -0.02 * Queries, 0.02 * Queries);
            chiSquare += (first[n] - expected) * (first[n] - expected) / expected;
        }

        // Where all is well this is exceeded once in some thousands of seeds.
        int freedom = instances - 1;
        Assert.InRange(chiSquare, 0, freedom + (4 * Math.Sqrt(2 * freedom)) + 6);
    }

    [Fact]
    public void Some_are_drawn_as_if_all_were_put_in_order()
    {
        const int Draws = 60_000;
        int[] weights = [1, 2, 3, 6];
        var random = new AnswerScratch(20_261_124);
        var pairs = new Dictionary<(int First, int Second), int>();
        var picks = new PackedPick[weights.Length];
        for (int i = 0; i < Draws; i++)
        {
            for (int n = 0; n < picks.Length; n++)
                picks[n] = new PackedPick { Member = (ushort)n, Weight = (ushort)weights[n] };
            Span<PackedPick> two = WeightedOrder.ShuffleSome(picks.AsSpan(), 2, random);
            pairs[(two[0].Member, two[1].Member)] = pairs.GetValueOrDefault((two[0].Member, two[1].Member)) + 1;
        }

        double total = weights.Sum();
        foreach ((int first, int second) in from a in Enumerable.Range(0, 4) from b in Enumerable.Range(0, 4) where a != b select (a, b))
        {
            double share = weights[first] / total * weights[second] / (total - weights[first]);
            Assert.InRange(pairs[(first, second)], Draws * (share - 0.01), Draws * (share + 0.01));
        }
    }

    [Theory]
    [InlineData(RecordType.A, 3)]
    [InlineData(RecordType.Srv, 3)]
    [InlineData(RecordType.A, 40)]
    [InlineData(RecordType.Srv, 200)]
    public async Task Subset_has_as_many_as_are_asked_for_others_every_time_and_in_the_end_all(RecordType type, int instances)
    {
        await using RegistryUnderTest registry = await WithWeightsAsync([.. Enumerable.Range(1, instances)]);
        await registry.SetAsync("web", new ServiceSettings { WeightedSubset = 2 });

        var seen = new HashSet<string>();
        for (int i = 0; i < 40 * instances && seen.Count < instances; i++)
        {
            Reply reply = registry.Ask("web.z1.svc.", type);
            Assert.False(reply.IsTruncated);
            Assert.Equal(2, reply.AnswerData.Distinct().Count());
            Assert.Equal(2, reply.Answer.Count);
            Assert.Equal(type == RecordType.Srv ? 2 : 0, reply.Additional.Count);
            seen.UnionWith(reply.AnswerData);
        }

        Assert.InRange(seen.Count, instances * 9 / 10, instances);
    }

    [Fact]
    public async Task Subset_takes_the_first_zone_before_others_and_all_where_there_are_no_more()
    {
        await using RegistryUnderTest registry = await WithWeightsAsync([1, 2, 3]);
        await registry.RegisterAsync(
            [.. Enumerable.Range(0, 3).Select(n => new RegistrationBuilder("web", $"far{n}").InZone("z2").WithAddress($"10.2.0.{n}"))]);

        foreach ((int subset, string priorities) in ((int, string)[])[(2, "10 10"), (3, "10 10 10"), (5, "10 10 10 20 20"),
            (1000, "10 10 10 20 20 20")])
        {
            await registry.SetAsync("web", new ServiceSettings { WeightedSubset = subset, ZoneFallback = ZoneFallback.Srv });
            Reply reply = registry.Ask("web.z1.svc.", RecordType.Srv);
            Assert.Equal(priorities, string.Join(' ', reply.AnswerData.Select(data => data[..2])));
            Assert.Equal(Math.Min(3, subset), registry.Ask("web.z1.svc.").Answer.Count);
        }
    }

    [Theory]
    [InlineData(256.0, "256 25600 65535")]
    [InlineData(2.5, "3 250 1000")]
    [InlineData(0.001, "1 1 1")]
    [InlineData(65535.0, "65535 65535 65535")]
    [InlineData(null, "1 100 400")]
    public async Task Services_say_weights_times_the_scale_and_addresses_follow_them_unscaled(double? scale, string expected)
    {
        await using RegistryUnderTest registry = await WithWeightsAsync([1, 100, 400]);
        await registry.SetAsync("web", new ServiceSettings { WeightScale = scale });

        string[] weights = [.. registry.Ask("web.z1.svc.", RecordType.Srv).AnswerData.OrderBy(data => data.Split(' ')[3])
            .Select(data => data.Split(' ')[1])];

        Assert.Equal(expected, string.Join(' ', weights));
        int first = Enumerable.Range(0, 2000).Count(_ => registry.Ask("web.z1.svc.").AnswerData.First() == "10.0.0.2");
        Assert.InRange(first, 2000 * 0.76, 2000 * 0.84);
    }

    private static async Task<RegistryUnderTest> WithWeightsAsync(int[] weights) => await RegistryUnderTest.WithAsync(
        [.. weights.Select((weight, n) => new RegistrationBuilder("web", $"i{n:d3}").WithAddress($"10.0.0.{n}").WithWeight(weight))]);

    private static async Task SetPathAsync(RegistryUnderTest registry, string path)
    {
        if (path == "general")
            await registry.SetAsync("web", new ServiceSettings { ProtectThreshold = 0.01 });
        if (path == "subset")
            await registry.SetAsync("web", new ServiceSettings { WeightedSubset = 1 });
        Assert.Equal(path == "packed", registry.Directory.AnswersOf("web"u8)!.IsPacked);
    }
}
