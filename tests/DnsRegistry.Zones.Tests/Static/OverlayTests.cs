using DnsRegistry.Testing;
using DnsRegistry.Wire.Messages;
using DnsRegistry.Wire.Names;
using DnsRegistry.Wire.Records;
using DnsRegistry.Zones.Static;

namespace DnsRegistry.Zones.Tests.Static;

/// <summary>Static records over a zone that has names of its own.</summary>
public class OverlayTests
{
    private readonly DnsServerUnderTest _server = new(new BackgroundZone(
        """
        gateway 60 A 192.0.2.1
        alias 60 CNAME web.z1
        a.deep 60 A 192.0.2.2
        """));

    [Fact]
    public void A_static_record_answers_for_its_name() =>
        Assert.Equal(["192.0.2.1"], _server.Ask("gateway.svc.", RecordType.A).AnswerData);

    [Fact]
    public void NODATA_of_a_static_name_has_the_SOA_of_the_zone_behind_it()
    {
        Reply reply = _server.Ask("gateway.svc.", RecordType.Aaaa);

        Assert.Equal(Rcode.NoError, reply.Rcode);
        Assert.Equal(2u, Assert.Single(reply.Authority).TtlSeconds);
    }

    [Fact]
    public void Other_names_are_answered_by_the_zone_behind() =>
        Assert.Equal(["\"not static\""], _server.Ask("web.z1.svc.", RecordType.Txt).AnswerData);

    [Fact]
    public void A_static_CNAME_may_lead_to_a_name_of_the_zone_behind()
    {
        Reply reply = _server.Ask("alias.svc.", RecordType.Txt);

        Assert.Equal(["alias.svc.", "web.z1.svc."], reply.Answer.Select(record => record.Owner));
        Assert.True(reply.IsAuthoritative);
    }

    [Fact]
    public void An_empty_non_terminal_is_left_to_the_zone_behind_which_learns_of_it() =>
        Assert.Equal(["\"between\""], _server.Ask("deep.svc.", RecordType.Txt).AnswerData);

    private sealed class BackgroundZone(string text) : Zone(DomainName.Parse("svc.")), IStaticBackground
    {
        private readonly StaticRecords _records = new(Given.ZoneContent(text, "svc.zone"));

        public RRset NegativeSoa { get; } =
            new(DomainName.Parse("svc."), RecordType.Soa, 2, [new Rdata([0, 0, .. new byte[20]], 0, 2)]);

        public override Rcode Answer(scoped in ZoneQuery query, ref ResponseWriter writer) =>
            _records.Answer(query, this, ref writer);

        public Rcode AnswerUnowned(scoped ZoneQuery query, bool isEmptyNonTerminal, ref ResponseWriter writer)
        {
            var text = new Rdata(isEmptyNonTerminal ? [7, .. "between"u8] : [10, .. "not static"u8]);
            writer.TryWriteRecord(Section.Answer, query.Name.Wire, RecordType.Txt, 5, text);
            return Rcode.NoError;
        }
    }
}
