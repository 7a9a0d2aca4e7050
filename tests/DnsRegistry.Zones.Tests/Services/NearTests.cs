using System.Net;
using DnsRegistry.Registry.Services;
using DnsRegistry.Testing;
using DnsRegistry.Testing.Registrations;
using DnsRegistry.Wire.Messages;
using DnsRegistry.Wire.Records;

namespace DnsRegistry.Zones.Tests.Services;

/// <summary><c>near</c>: the client's own zone first.</summary>
public sealed class NearTests : IAsyncLifetime
{
    private RegistryUnderTest _registry = null!;

    public async ValueTask InitializeAsync()
    {
        _registry = await RegistryUnderTest.WithAsync(
            Lasting("web", "a", "z1", "10.1.0.1").InGroup("g1").WithVersion("1.0").WithNamedPort("grpc", 9090),
            Lasting("web", "b", "z2", "10.2.0.1").InGroup("g1").WithVersion("2.0").WithAddress("fd00::2").WithNamedPort("grpc", 9090),
            Lasting("web", "c", "z3", "10.3.0.1").InGroup("g2").WithVersion("2.0"),
            Lasting("alias", "a", "z1", null).WithHost("one.example."),
            Lasting("alias", "b", "z2", null).WithHost("two.example."));
        _registry.Dns.SetNetworks(
            "", ("z1", "10.1.0.0/16 fd00:1::/32"), ("z2", "10.2.0.0/16"), ("z3", "10.3.0.0/16"), ("z4", "10.4.0.0/16"));
    }

    public ValueTask DisposeAsync() => _registry.DisposeAsync();

    [Theory]
    [InlineData("10.1.9.9", "web.near.svc.", "10.1.0.1")]
    [InlineData("10.2.9.9", "web.near.svc.", "10.2.0.1")]
    [InlineData("fd00:1::9", "web.near.svc.", "10.1.0.1")]
    [InlineData("10.4.9.9", "web.near.svc.", "10.1.0.1 10.2.0.1 10.3.0.1")] // a zone where the service is not
    [InlineData("192.0.2.1", "web.near.svc.", "10.1.0.1 10.2.0.1 10.3.0.1")] // nobody's network
    [InlineData("10.2.9.9", "g1.web.near.svc.", "10.2.0.1")]
    [InlineData("10.3.9.9", "g1.web.near.svc.", "10.1.0.1 10.2.0.1")]
    [InlineData("10.3.9.9", "2-0.any.web.near.svc.", "10.3.0.1")]
    [InlineData("10.1.9.9", "2-0.any.web.near.svc.", "10.2.0.1 10.3.0.1")]
    [InlineData("10.1.9.9", "b.any.any.web.near.svc.", "10.2.0.1")] // an id is that instance, wherever it is
    [InlineData("10.1.9.9", "ip-10-2-0-1.any.any.web.near.svc.", "10.2.0.1")]
    [InlineData("10.1.9.9", "WEB.NeAr.svc.", "10.1.0.1")]
    public void Addresses_are_those_of_the_own_zone_or_of_all_where_it_has_none(string client, string name, string addresses)
    {
        Reply reply = AskFrom(client, name);

        Assert.Equal(addresses.Split(' '), reply.AnswerData.Order());
        Assert.Null(reply.ExtendedError);
    }

    [Theory]
    [InlineData("10.1.9.9", "web.near.svc.", "10 a 20 b 20 c")]
    [InlineData("10.3.9.9", "web.near.svc.", "10 c 20 a 20 b")]
    [InlineData("10.3.9.9", "_web._tcp.near.svc.", "10 c 20 a 20 b")]
    [InlineData("10.3.9.9", "_grpc._tcp.web.near.svc.", "20 a 20 b")]
    [InlineData("10.2.9.9", "_grpc._tcp.g1.web.near.svc.", "10 b 20 a")]
    [InlineData("10.4.9.9", "web.near.svc.", "20 a 20 b 20 c")]
    [InlineData("192.0.2.1", "web.near.svc.", "10 a 10 b 10 c")]
    [InlineData("10.1.9.9", "b.any.any.web.near.svc.", "10 b")]
    public void Services_have_the_own_zone_at_priority_10_and_the_others_at_20(string client, string name, string expected)
    {
        Reply reply = AskFrom(client, name, RecordType.Srv);

        string[] found = [.. reply.AnswerData.Select(data => data.Split(' ')).Select(data => $"{data[0]} {data[3][0]}")];
        Assert.Equal(expected, string.Join(' ', found.Order()));
        Assert.Equal(found.Order(), found.OrderBy(item => item[..2]).ThenBy(item => item[2..]));
        Assert.Equal(found.Select(item => item[..2]), found.Select(item => item[..2]).Order());
    }

    [Fact]
    public void Other_types_follow_the_addresses()
    {
        Assert.Equal(["\"1.0\""], AskFrom("10.1.9.9", "web.near.svc.", RecordType.Txt).AnswerData);
        Assert.Equal(["one.example."], AskFrom("10.1.9.9", "alias.near.svc.").AnswerData);
        Assert.Equal(["two.example."], AskFrom("10.2.9.9", "alias.near.svc.", RecordType.CName).AnswerData);

        // In z1 somebody is passing, so no other zone stands in for want of an IPv6 address.
        Assert.Empty(AskFrom("10.1.9.9", "web.near.svc.", RecordType.Aaaa).Answer);
        Assert.Equal(["fd00::2"], AskFrom("10.4.9.9", "web.near.svc.", RecordType.Aaaa).AnswerData);
    }

    [Theory]
    [InlineData("nope.near.svc.", Rcode.NXDomain)]
    [InlineData("g3.web.near.svc.", Rcode.NXDomain)]
    [InlineData("_nope._tcp.web.near.svc.", Rcode.NXDomain)]
    [InlineData("x.any.any.web.near.svc.", Rcode.NXDomain)]
    [InlineData("near.svc.", Rcode.NoError)]
    [InlineData("_tcp.web.near.svc.", Rcode.NoError)]
    [InlineData("web.near.svc.", Rcode.NoError, RecordType.MX)]
    public void Names_exist_as_they_do_with_any(string name, Rcode rcode, RecordType type = RecordType.A)
    {
        foreach (string client in (string[])["10.1.9.9", "10.4.9.9", "192.0.2.1"])
        {
            Reply reply = AskFrom(client, name, type);
            Assert.Equal((rcode, 0, 1), (reply.Rcode, reply.Answer.Count, reply.Authority.Count));
            Assert.Equal(rcode, AskFrom(client, name.Replace("near", "any", StringComparison.Ordinal), type).Rcode);
        }
    }

    [Fact]
    public async Task A_zone_that_fails_is_left_for_the_others_and_entered_again_when_it_is_back()
    {
        await _registry.RegisterAsync(new RegistrationBuilder("web", "a").InZone("z1").WithAddress("10.1.0.1").WithLease(10));
        Assert.Equal(["10.1.0.1"], AskFrom("10.1.9.9", "web.near.svc.").AnswerData);

        await _registry.AdvanceAsync(TimeSpan.FromSeconds(10));
        Reply gone = AskFrom("10.1.9.9", "web.near.svc.");
        Assert.Equal(["10.2.0.1", "10.3.0.1"], gone.AnswerData.Order());
        Assert.Null(gone.ExtendedError);
        Assert.All(
            AskFrom("10.1.9.9", "web.near.svc.", RecordType.Srv).AnswerData,
            data => Assert.StartsWith("20 ", data, StringComparison.Ordinal));

        await _registry.RenewAsync("web", "a");
        Assert.Equal(["10.1.0.1"], AskFrom("10.1.9.9", "web.near.svc.").AnswerData);
    }

    [Fact]
    public async Task None_passing_anywhere_is_said_as_for_any()
    {
        await _registry.RegisterAsync(
            new RegistrationBuilder("sick", "a").InZone("z1").WithAddress("10.1.0.2").WithLease(10),
            new RegistrationBuilder("sick", "b").InZone("z2").WithAddress("10.2.0.2").WithLease(10));
        await _registry.AdvanceAsync(TimeSpan.FromSeconds(10));

        foreach (RecordType type in (RecordType[])[RecordType.A, RecordType.Srv])
        {
            Reply reply = AskFrom("10.1.9.9", "sick.near.svc.", type);
            Assert.Equal((Rcode.NoError, 0, ExtendedErrorCode.Other), (reply.Rcode, reply.Answer.Count, reply.ExtendedError));
        }
    }

    [Fact]
    public async Task Threshold_is_of_all_zones_where_all_can_help()
    {
        await _registry.RegisterAsync(new RegistrationBuilder("web", "a").InZone("z1").WithAddress("10.1.0.1").WithLease(10));
        await _registry.SetAsync("web", new ServiceSettings { ProtectThreshold = 0.5 });
        await _registry.AdvanceAsync(TimeSpan.FromSeconds(10));

        Reply near = AskFrom("10.1.9.9", "web.near.svc.");
        Assert.Equal(["10.2.0.1", "10.3.0.1"], near.AnswerData.Order());
        Assert.Null(near.ExtendedError);

        // Where the name allows no other zone, that one alone counts.
        Reply written = AskFrom("10.1.9.9", "web.z1.svc.");
        Assert.Equal((ExtendedErrorCode?)ExtendedErrorCode.StaleAnswer, written.ExtendedError);
        Assert.Equal(["10.1.0.1"], written.AnswerData);
    }

    [Fact]
    public void A_table_that_is_replaced_counts_from_the_next_question_on()
    {
        Assert.Equal(["10.1.0.1"], AskFrom("10.1.9.9", "web.near.svc.").AnswerData);
        _registry.Dns.SetNetworks("", ("z1", "10.0.0.0/8"), ("z2", "10.1.9.0/24"));
        Assert.Equal(["10.2.0.1"], AskFrom("10.1.9.9", "web.near.svc.").AnswerData);
    }

    private static RegistrationBuilder Lasting(string service, string id, string zone, string? address)
    {
        RegistrationBuilder builder = new RegistrationBuilder(service, id).InZone(zone).Static();
        return address is null ? builder : builder.WithAddress(address);
    }

    private Reply AskFrom(string client, string name, RecordType type = RecordType.A)
    {
        _registry.Dns.Client = IPAddress.Parse(client);
        return _registry.Ask(name, type);
    }
}
