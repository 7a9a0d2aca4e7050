using System.Buffers.Binary;
using DnsRegistry.Registry.Instances;
using DnsRegistry.Registry.Services;
using DnsRegistry.Server.Query;
using DnsRegistry.Testing;
using DnsRegistry.Testing.Registrations;
using DnsRegistry.Wire.Records;
using DnsRegistry.Zones.Services;

namespace DnsRegistry.Server.Tests.Query;

/// <summary>A million datagrams that nobody should send, straight into the path from request to response.</summary>
public class RandomDatagramTests
{
    private const int Datagrams = 1_000_000;

    [Fact]
    public async Task Million_random_and_mutated_datagrams_are_answered_or_ignored_without_an_exception()
    {
        await using RegistryUnderTest registry = await RegistryUnderTest.WithAsync(
        [
            .. Enumerable.Range(0, 80).Select(n => new RegistrationBuilder("web", $"i{n}").InZone($"z{n % 2}").InGroup($"g{n % 3}")
                .WithAddress($"10.0.0.{n}").WithAddress($"fd00::{n:x}").WithNamedPort("grpc", 1).WithNamedPort("dns", 2, PortProtocol.Udp)
                    .WithMetadata("k", "v")),
            new RegistrationBuilder("alias", "a").WithHost("a.example."),
            new RegistrationBuilder("far", "a").InZone("z2"),
        ]);
        await registry.SetAsync("far", new ServiceSettings { ZoneFallback = ZoneFallback.All });
        await registry.SetAsync("alias", new ServiceSettings { ZoneFallback = ZoneFallback.Srv });
        await registry.SetAsync("declared", new ServiceSettings());
        byte[][] requests = [.. Requests()];
        DnsServerUnderTest server = registry.AtThisMoment();
        var random = new Random(20_260_103);
        byte[] datagram = new byte[2048];
        int answered = 0;

        for (int i = 0; i < Datagrams; i++)
        {
            int length = i % 8 == 0 ? FillRandomly(datagram, random) : Mutate(datagram, requests[random.Next(requests.Length)], random);
            ReadOnlySpan<byte> request = datagram.AsSpan(0, length);
            Transport transport = i % 5 == 0 ? Transport.Tcp : Transport.Udp;
            ReadOnlySpan<byte> response = server.AnswerOctets(request, transport);
            if (response.IsEmpty)
            {
                Assert.True(length < 12 || (request[2] & 0x80) != 0, "only responses and stumps are met with silence");
                continue;
            }

            answered++;
            Assert.True(response.Length >= 12 && (transport == Transport.Tcp || response.Length <= 1232));
            Assert.Equal(BinaryPrimitives.ReadUInt16BigEndian(request), BinaryPrimitives.ReadUInt16BigEndian(response));
            Assert.Equal(0x80, response[2] & 0x80);
        }

        Assert.InRange(answered, Datagrams / 2, Datagrams);
    }

    private static IEnumerable<byte[]> Requests()
    {
        string[] names =
        [
            "web.z0.svc.", "g1.web.any.svc.", "i7.default.g1.web.z1.svc.", "_grpc._tcp.web.z0.svc.", "_web._tcp.z1.svc.",
            "_dns._udp.web.*.svc.",
            "ip-10-0-0-7.any.any.web.any.svc.", "ip-fd00--7.any.any.web.any.svc.", "alias.z1.svc.", "far.z1.svc.", "declared.z1.svc.",
            "svc.", "z1.svc.",
            "7.0.0.10.in-addr.arpa.", "7.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.d.f.ip6.arpa.", "example.com.", ".",
        ];
        RecordType[] types =
        [
            RecordType.A, RecordType.Aaaa, RecordType.Srv, RecordType.Txt, RecordType.Ptr, RecordType.Soa, RecordType.NS, RecordType.Any,
            RecordType.CName, RecordType.DS, RecordType.Axfr,
        ];
        foreach (string name in names)
        {
            foreach (RecordType type in types)
            {
                yield return QueryOctets.Of(name, type);
                yield return QueryOctets.Of(name, type, 1232);
            }
        }
    }

    private static int FillRandomly(byte[] datagram, Random random)
    {
        int length = random.Next(random.Next(10) == 0 ? datagram.Length : 64);
        random.NextBytes(datagram.AsSpan(0, length));
        return length;
    }

    private static int Mutate(byte[] datagram, byte[] request, Random random)
    {
        request.CopyTo(datagram, 0);
        int length = request.Length;
        for (int changes = random.Next(4); changes > 0; changes--)
        {
            switch (random.Next(5))
            {
                case 0:
                    datagram[random.Next(length)] = (byte)random.Next(256);
                    break;
                case 1:
                    datagram[random.Next(length)] ^= (byte)(1 << random.Next(8));
                    break;
                case 2:
                    datagram[12 + random.Next(length - 12)] = (byte)(0xC0 | random.Next(64));
                    break;
                case 3:
                    length = Math.Max(13, random.Next(length + 1));
                    break;
                default:
                    int extra = random.Next(32);
                    random.NextBytes(datagram.AsSpan(length, extra));
                    length += extra;
                    break;
            }
        }

        return length;
    }
}
