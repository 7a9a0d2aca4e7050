using System.Net;
using System.Text;
using CsCheck;
using DnsRegistry.Server.Query;
using DnsRegistry.Testing;
using DnsRegistry.Wire.Messages;
using DnsRegistry.Wire.Names;
using DnsRegistry.Wire.Records;
using DnsRegistry.Zones;
using DnsRegistry.Zones.Routes;
using DnsRegistry.Zones.Services;
using DnsRegistry.Zones.Tracing;

namespace DnsRegistry.Server.Tests.Query;

/// <summary>What is explained is what is answered, whatever is registered, whatever the rules, whoever asks.</summary>
public sealed class ExplainAgreementTests
{
    private const int QuestionsPerRegistry = 25;

    private static readonly string[] s_zones = ["z0", "z1", "z2"];
    private static readonly string[] s_groups = ["default", "blue"];
    private static readonly string[] s_versions = ["1.0", "v2", "v3"];
    private static readonly RecordType[] s_types = [RecordType.A, RecordType.Aaaa, RecordType.Srv, RecordType.Txt, RecordType.MX];

    [Fact]
    public void Explanation_agrees_with_the_answer() =>
        Gen.Int.Sample(seed => Check(new Random(seed)), seed: "0000KOIPe503", iter: 400, threads: 1);

    private static void Check(Random random)
    {
        var directory = new ServiceDirectory(AnswerPolicy.Default);
        var suffix = DomainName.Parse("svc.");
        var server = new DnsServerUnderTest(new ServiceZone(suffix, new ZoneIdentity(suffix, []), directory));
        server.Publisher.Publish(new ZoneCatalog(server.Publisher.Current.Zones) { Clients = Networks() });
        server.NowMilliseconds = TimeProvider.System.MonotonicMilliseconds();
        directory.MarkLoaded();
        int instances = random.Next(14);
        for (int i = 0; i < instances; i++)
            Register(directory, random, i);
        AnswerPolicy policy = Policy(random);
        directory.SetPolicy("web", policy, isDeclared: random.Next(2) == 0);
        RouteRule[] rules = [.. Enumerable.Range(0, random.Next(6)).Select(_ => Rule(random))];
        directory.SetRoutes(
            "web", random.Next(5) == 0 ? null : RouteTable.Compile("web", rules, TimeProvider.System), isDeclared: random.Next(2) == 0);

        var explainer = new QueryExplainer(server.Publisher, new ResponseLimits(), TimeProvider.System);
        for (int i = 0; i < QuestionsPerRegistry; i++)
        {
            string name = Name(random, instances);
            RecordType type = Pick(random, s_types);
            server.Client = IPAddress.Parse($"10.{random.Next(4)}.0.{random.Next(256)}");
            ExplainedAnswer explained = explainer.Explain(DomainName.Parse(name), type, ClientAddress.From(server.Client));
            ReadOnlySpan<byte> octets = server.AnswerOctets(QueryOctets.Of(name, type, ResponseLimits.DefaultUdpPayloadOctets));

            string what = $"{name} {type} from {server.Client}: {string.Join("; ", explained.Steps.Select(step => step.Text))}";
            Assert.True(octets.IsEmpty == explained.Response is null, what);
            if (ResponseMessage.TryRead(octets, out ResponseMessage? answered))
            {
                AssertAlike(answered, explained.Response!, what);
                if (policy.WeightedSubset == 0)
                {
                    AssertSame(answered, explained.Response!, what);
                }
                else
                {
                    // Each is drawn anew: of those who would be answered without the limit, and of no others.
                    directory.SetPolicy("web", policy with { WeightedSubset = 0 }, isDeclared: true);
                    ResponseMessage.TryRead(
                        server.AnswerOctets(QueryOctets.Of(name, type, ResponseLimits.DefaultUdpPayloadOctets)), out ResponseMessage? all);
                    directory.SetPolicy("web", policy, isDeclared: true);
                    AssertDrawn(answered, all!, policy.WeightedSubset, what);
                    AssertDrawn(explained.Response!, all!, policy.WeightedSubset, what);
                }
            }

            Assert.True(explained.Steps.Count(step => step.Facts.Any(fact => fact is { Key: "outcome", Value: "decides" })) <= 1, what);
        }
    }

    private static void AssertAlike(ResponseMessage answered, ResponseMessage explained, string what)
    {
        Assert.True(answered.Rcode == explained.Rcode, what);
        Assert.True(answered.IsTruncated == explained.IsTruncated && answered.IsAuthoritative == explained.IsAuthoritative, what);
        Assert.True(answered.ExtendedError == explained.ExtendedError && answered.ExtendedErrorText == explained.ExtendedErrorText, what);
        Assert.True(Texts(answered.Authority).SetEquals(Texts(explained.Authority)), what);
    }

    private static void AssertSame(ResponseMessage answered, ResponseMessage explained, string what)
    {
        Assert.True(Texts(answered.Answer).SetEquals(Texts(explained.Answer)), what);
        Assert.True(Texts(answered.Additional).SetEquals(Texts(explained.Additional)), what);
    }

    /// <summary>Whether a response has as many records as it should, each of them one of another response.</summary>
    private static void AssertDrawn(ResponseMessage drawn, ResponseMessage all, int subset, string what)
    {
        Assert.True(Texts(drawn.Answer).IsSubsetOf(Texts(all.Answer)), what);
        Assert.True(Texts(drawn.Additional).IsSubsetOf(Texts(all.Additional)), what);
        RecordType type = all.Answer.Count == 0 ? RecordType.A : all.Answer[0].Type;
        if (type == RecordType.Txt)
            Assert.Equal(all.Answer.Count, drawn.Answer.Count);
        else if (type == RecordType.A) // instances may share one
            Assert.InRange(drawn.Answer.Count, Math.Min(1, all.Answer.Count), Math.Min(subset, all.Answer.Count));
        else
            Assert.Equal(Math.Min(subset, all.Answer.Count), drawn.Answer.Count);
    }

    private static HashSet<string> Texts(IReadOnlyList<ResponseRecord> records) =>
        [.. records.Select(record => $"{record.Owner} {record.Type} {record.TtlSeconds} {Convert.ToHexString(record.Rdata.Span)}")];

    private static void Register(ServiceDirectory directory, Random random, int i)
    {
        bool hasPort = random.Next(3) > 0;
        EndpointPort[] ports = random.Next(3) == 0 ? [new EndpointPort("grpc"u8.ToArray(), false, 9090)] : [];
        var endpoint = new Endpoint(
            Encoding.ASCII.GetBytes($"i{i}"), random.Next(6) == 0 ? [] : [10, 9, 0, (byte)random.Next(20)],
            random.Next(2) == 0 ? [] : IPAddress.Parse($"fd00::{i}").GetAddressBytes(), ports, "\x03k=v"u8, new Forever())
        {
            Port = (ushort)(hasPort ? 8000 + i : 0),
            Weight = (ushort)(random.Next(7) == 0 ? 0 : 1 + random.Next(100)),
            IsPassing = random.Next(5) > 0,
        };
        var place = new EndpointPlace("web", Pick(random, s_zones), Pick(random, s_groups), Pick(random, s_versions));
        directory.Apply(new EndpointChange("web", null, null, place, endpoint));
    }

    private static AnswerPolicy Policy(Random random) => new(
        (uint)random.Next(10),
        Pick(random, Enum.GetValues<ZoneFallback>()),
        Pick(random, Enum.GetValues<EmptyAnswer>()),
        random.Next(4) == 0 ? random.NextDouble() : 0)
    {
        WeightedSubset = random.Next(3) == 0 ? 1 + random.Next(4) : 0,
    };

    private static RouteRule Rule(Random random) => new()
    {
        Name = random.Next(2) == 0 ? null : $"rule{random.Next(1000)}",
        Match = new RouteMatch
        {
            Clients = random.Next(3) == 0 ? [IPNetwork.Parse($"10.{random.Next(4)}.0.0/{(random.Next(2) == 0 ? 16 : 24)}")] : [],
            Zones = random.Next(4) == 0 ? [Pick(random, s_zones)] : [],
            Percent = random.Next(2) == 0 ? null : random.NextDouble() * 100,
        },
        Action = Action(random),
        IsForced = random.Next(4) == 0,
    };

    private static RouteAction Action(Random random) => random.Next(10) switch
    {
        0 or 1 => RouteAction.ToVersion(Pick(random, [.. s_versions, "v9"])),
        2 => RouteAction.ToGroup(Pick(random, [.. s_groups, "red"])),
        3 => RouteAction.Prefer(Pick(random, s_zones)),
        4 or 5 => RouteAction.ToAddresses([IPAddress.Parse($"10.9.0.{random.Next(20)}"), IPAddress.Parse($"fd00::{random.Next(14)}")]),
        6 => RouteAction.Blocking(Pick(random, Enum.GetValues<BlockAnswer>())),
        7 => RouteAction.MirroringTo(new IPEndPoint(IPAddress.Loopback, 9)),
        _ => RouteAction.Failing(new FaultInjection(Pick(random, Enum.GetValues<FaultKind>()))
        {
            DelayMilliseconds = 5,
            Addresses = [IPAddress.Parse("192.0.2.1")],
            Until = random.Next(3) == 0 ? DateTimeOffset.UtcNow.AddDays(random.Next(2) == 0 ? 1 : -1) : null,
        }),
    };

    private static string Name(Random random, int instances)
    {
        string zone = Pick(random, [.. s_zones, "any", "near", "z9"]);
        return random.Next(9) switch
        {
            0 => $"{Pick(random, [.. s_groups, "any"])}.web.{zone}.svc.",
            1 or 2 => $"{Pick(random, ["1-0", "v2", "v3", "any"])}.{Pick(random, [.. s_groups, "any"])}.web.{zone}.svc.",
            3 => $"i{random.Next(instances + 1)}.any.any.web.{zone}.svc.",
            4 => $"ip-10-9-0-{random.Next(20)}.any.any.web.{zone}.svc.",
            5 => $"_grpc._tcp.web.{zone}.svc.",
            6 => random.Next(2) == 0 ? $"_web._tcp.{zone}.svc." : $"_tcp.web.{zone}.svc.",
            7 => random.Next(2) == 0 ? $"nobody.{zone}.svc." : $"{zone}.svc.",
            _ => $"web.{zone}.svc.",
        };
    }

    private static ClientNetworks Networks() => new(
        new Dictionary<string, IReadOnlyList<IPNetwork>>
        {
            ["z0"] = [IPNetwork.Parse("10.0.0.0/16")],
            ["z1"] = [IPNetwork.Parse("10.1.0.0/16")],
        },
        []);

    private static T Pick<T>(Random random, IReadOnlyList<T> of) => of[random.Next(of.Count)];
}
