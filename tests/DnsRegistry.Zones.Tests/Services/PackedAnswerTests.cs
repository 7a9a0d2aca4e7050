using System.Net;
using System.Text;
using DnsRegistry.Testing;
using DnsRegistry.Wire.Names;
using DnsRegistry.Wire.Records;
using DnsRegistry.Zones.Services;

namespace DnsRegistry.Zones.Tests.Services;

/// <summary>Small services are answered from a packed image. A service that is too large for one must say the very same.</summary>
public class PackedAnswerTests
{
    private static readonly string[] s_groups = ["g0", "g1"];
    private static readonly string[] s_versions = ["1.0", "v2"];
    private static readonly string[] s_zones = ["z0", "z1"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Small_service_is_answered_like_a_large_one(int seed)
    {
        var random = new Random(seed);
        int packed = 0;
        for (int round = 0; round < 150; round++)
        {
            var fallback = (ZoneFallback)random.Next(3);
            (ServiceDirectory small, DnsServerUnderTest fast) = Server(fallback);
            (ServiceDirectory large, DnsServerUnderTest slow) = Server(fallback);
            List<(EndpointPlace Place, Endpoint Endpoint)> members = Members(random);
            foreach ((EndpointPlace place, Endpoint endpoint) in members)
            {
                small.Apply(new EndpointChange("web", null, null, place, endpoint));
                large.Apply(new EndpointChange("web", null, null, place, endpoint));
            }

            // Instances that are never answered, in a zone nobody asks for, make the service too large to be packed.
            for (int i = 0; i <= ServiceImage.MostMembers; i++)
            {
                var filler = new Endpoint(Encoding.ASCII.GetBytes($"filler{i}"), [9, 9, 9, 9], [], [], [], new Until(MonotonicTime.Never));
                large.Apply(new EndpointChange("web", null, null, new EndpointPlace("web", "filler", "filler", "filler"), filler));
            }

            Assert.False(large.AnswersOf("web"u8)!.IsPacked);
            packed += small.AnswersOf("web"u8)!.IsPacked ? 1 : 0;
            for (int question = 0; question < 60; question++)
            {
                string name = Name(random, members);
                fast.Client = slow.Client = IPAddress.Parse($"10.{random.Next(4)}.0.1");
                RecordType type = new[] { RecordType.A, RecordType.Aaaa, RecordType.Srv, RecordType.Txt }[random.Next(4)];
                Reply expected = slow.AskOverTcp(name, type);
                Reply reply = fast.AskOverTcp(name, type);
                Assert.Equal(expected.Rcode, reply.Rcode);
                Assert.Equal(expected.IsAuthoritative, reply.IsAuthoritative);
                Assert.Equal(expected.ExtendedError, reply.ExtendedError);
                Assert.Equal(expected.Answer.Select(record => $"{record}").Order(), reply.Answer.Select(record => $"{record}").Order());
                Assert.Equal(expected.Authority, reply.Authority);
                Assert.Equal(
                    expected.Additional.Select(record => $"{record}").Order(), reply.Additional.Select(record => $"{record}").Order());

                Assert.Equal(slow.Ask(name, type, edns: null).IsTruncated, fast.Ask(name, type, edns: null).IsTruncated);
            }
        }

        Assert.InRange(packed, 50, 140);
    }

    [Fact]
    public void First_address_of_a_small_service_follows_the_weights()
    {
        (ServiceDirectory directory, DnsServerUnderTest server) = Server();
        for (byte i = 1; i <= 3; i++)
        {
            var endpoint = new Endpoint([(byte)('a' + i)], [10, 0, 0, i], [], [], [], new Until(MonotonicTime.Never))
            {
                Weight = (ushort)(100 * i),
                IsPassing = true,
            };
            directory.Apply(new EndpointChange("web", null, null, new EndpointPlace("web", "z0", "g0", "v2"), endpoint));
        }

        Assert.True(directory.AnswersOf("web"u8)!.IsPacked);
        int[] first = new int[4];
        for (int i = 0; i < 60_000; i++)
            first[server.AnswerOctets(QueryOctets.Of("web.z0.svc.", RecordType.A))[12 + 16 + 12 + 3]]++;
        Assert.InRange(first[1], 9_600, 10_400);
        Assert.InRange(first[2], 19_500, 20_500);
        Assert.InRange(first[3], 29_500, 30_500);
    }

    private static (ServiceDirectory Directory, DnsServerUnderTest Server) Server(ZoneFallback fallback = ZoneFallback.None)
    {
        var directory = new ServiceDirectory(AnswerPolicy.Default with { ZoneFallback = fallback });
        var suffix = DomainName.Parse("svc.");
        var server =
            new DnsServerUnderTest(new ServiceZone(suffix, new ZoneIdentity(suffix, []), directory)) { NowMilliseconds = 1_000_000 };
        server.SetNetworks("", ("z0", "10.0.0.0/16"), ("z1", "10.1.0.0/16"), ("z9", "10.2.0.0/16"));
        directory.MarkLoaded();
        return (directory, server);
    }

    private static List<(EndpointPlace Place, Endpoint Endpoint)> Members(Random random)
    {
        // Mostly plain instances; the odd one makes the whole service an uncommon one.
        bool isPlain = random.Next(2) == 0;
        var members = new List<(EndpointPlace Place, Endpoint Endpoint)>();
        int count = 1 + random.Next(ServiceImage.MostMembers);
        for (int i = 0; i < count; i++)
        {
            byte last = (byte)(isPlain || random.Next(9) > 0 ? i : random.Next(count));
            byte[] ipv4 = random.Next(5) == 0 ? [] : [10, 0, 0, last];
            byte[] ipv6 = random.Next(3) > 0 ? [] : [0xFD, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, last];
            bool hasHost = !isPlain && random.Next(20) == 0;
            if (!isPlain && random.Next(20) == 0)
                ipv4 = [.. ipv4, 10, 1, 0, last];
            long end = random.Next(25) > 0 ? MonotonicTime.Never : 1_000_000 + random.Next(8_000);
            var endpoint = new Endpoint(Encoding.ASCII.GetBytes($"i{i}"), hasHost ? [] : ipv4, hasHost ? [] : ipv6, [], [], new Until(end))
            {
                Host = hasHost ? DomainName.Parse("host.example.") : null,
                Port = (ushort)(random.Next(6) == 0 ? 0 : 8000 + i),
                Weight = (ushort)(random.Next(8) == 0 ? 0 : 1 + random.Next(300)),
                IsPassing = random.Next(8) > 0,
            };
            members.Add((new EndpointPlace("web", Pick(random, s_zones), Pick(random, s_groups), Pick(random, s_versions)), endpoint));
        }

        return members;
    }

    private static string Name(Random random, List<(EndpointPlace Place, Endpoint Endpoint)> members)
    {
        string zone = Pick(random, [.. s_zones, "any", "near", "near"]);
        return random.Next(8) switch
        {
            0 => $"web.{zone}.svc.",
            1 => $"{Pick(random, [.. s_groups, "any", "g9"])}.web.{zone}.svc.",
            2 => $"_web._tcp.{zone}.svc.",
            3 => $"_default._tcp.web.{zone}.svc.",
            4 => $"{Encoding.ASCII.GetString(members[random.Next(members.Count)].Endpoint.Id)}.any.any.web.{zone}.svc.",
            5 => $"{Pick(random, [.. s_zones, "z9"])}.{Pick(random, ["pin", "prefer"])}._zone.web.{zone}.svc.",
            _ => $"{Pick(random, ["1-0", "v2", "any", "v9"])}.{Pick(random, [.. s_groups, "any"])}.WeB.{zone}.svc.",
        };
    }

    private static string Pick(Random random, string[] of) => of[random.Next(of.Length)];

    private sealed class Until(long end) : IAnswerLifetime
    {
        public long EndsAtMilliseconds => end;
    }
}
