using DnsRegistry.Server.Query;
using DnsRegistry.Testing;
using DnsRegistry.Wire.Records;

namespace DnsRegistry.Zones.Tests.Static;

/// <summary>What every static answer costs, and what malformed questions may not do.</summary>
public class QueryPathTests
{
    private static readonly string s_many = string.Join('\n', Enumerable.Range(1, 100).Select(i => $"many A 192.0.2.{i}"));

    private readonly DnsServerUnderTest _server = Given.Zone(
        $"""
        $ORIGIN example.test.
        $TTL 1h
        @        IN SOA ns hostmaster 7 7200 900 1209600 60
        @        MX 10 mail
        mail     A 192.0.2.25
        one      CNAME two
        two      CNAME mail
        *.wild   A 192.0.2.30
        *.alias  CNAME mail
        sub      NS ns.sub
        ns.sub   A 192.0.2.40
        old      DNAME new
        older    DNAME old
        host.new A 192.0.2.50
        x.ent    TXT "text"
        huge     DNAME {string.Join('.', Enumerable.Repeat(new string('x', 60), 3))}
        {s_many}
        """);

    public static TheoryData<string, RecordType> Kinds { get; } = new()
    {
        { "mail.example.test.", RecordType.A },
        { "MAIL.example.TEST.", RecordType.A },
        { "example.test.", RecordType.MX },
        { "mail.example.test.", RecordType.Aaaa },
        { "nope.example.test.", RecordType.A },
        { "ent.example.test.", RecordType.A },
        { "one.example.test.", RecordType.A },
        { "a.wild.example.test.", RecordType.A },
        { "a.b.alias.example.test.", RecordType.A },
        { "x.sub.example.test.", RecordType.A },
        { "sub.example.test.", RecordType.DS },
        { "host.old.example.test.", RecordType.A },
        { "host.older.example.test.", RecordType.A },
        { new string('y', 60) + ".huge.example.test.", RecordType.A },
        { "mail.example.test.", RecordType.Any },
        { "many.example.test.", RecordType.A },
        { "other.test.", RecordType.A },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void An_answer_allocates_nothing(string name, RecordType type)
    {
        byte[] request = QueryOctets.Of(name, type, 1232);
        var client = ClientAddress.FromIPv4(0xC0000201);
        byte[] response = new byte[ResponseLimits.DefaultUdpPayloadOctets];
        var handler = new QueryHandler(_server.Publisher, new ResponseLimits(), seed: 1);
        int length = handler.Answer(request, response, client, Transport.Udp, 0);

        long allocated = Allocations.Of(() =>
        {
            for (int i = 0; i < 100; i++)
                length &= handler.Answer(request, response, client, Transport.Udp, 0);
        });

        Assert.NotEqual(0, length);
        Assert.Equal(0, allocated);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_request_cut_off_anywhere_is_refused_or_ignored(string name, RecordType type)
    {
        byte[] request = QueryOctets.Of(name, type, 1232);
        for (int length = 0; length < request.Length; length++)
        {
            byte[] cut = request[..length];
            if (length < 12)
                Assert.Equal(0, _server.Answer(cut));
            else
                Assert.Equal(Rcode.FormErr, _server.Send(cut).Rcode);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void An_answer_fits_whatever_size_is_asked_for(string name, RecordType type)
    {
        for (ushort limit = 512; limit < 700; limit++)
        {
            Reply reply = _server.Ask(name, type, limit);
            Assert.InRange(reply.Octets.Length, 12, limit);
        }
    }

    [Fact]
    public void Octets_changed_at_random_never_break_the_path()
    {
        var random = new Random(20_260_101);
        foreach ((string name, RecordType type) in Kinds.Select(row => row.Data))
        {
            for (int i = 0; i < 500; i++)
            {
                byte[] request = QueryOctets.Of(name, type, 1232);
                for (int change = random.Next(1, 6); change > 0; change--)
                    request[random.Next(2, request.Length)] = (byte)random.Next(256);

                Assert.InRange(_server.Answer(request), 0, ResponseLimits.DefaultUdpPayloadOctets);
            }
        }
    }
}
