using DnsRegistry.Registry.Instances;
using DnsRegistry.Testing;
using DnsRegistry.Testing.Registrations;
using DnsRegistry.Wire.Records;

namespace DnsRegistry.Zones.Tests.Services;

/// <summary>Every form that a registered name can take, and those that look like one.</summary>
public sealed class NameFormTests : IAsyncLifetime
{
    private RegistryUnderTest _registry = null!;

    public async ValueTask InitializeAsync() => _registry = await RegistryUnderTest.WithAsync(
        new RegistrationBuilder("web", "a").InZone("z1").InGroup("g1").WithVersion("1.2.0")
            .WithAddress("10.0.0.7").WithAddress("fd00::7").WithPort(8080)
            .WithNamedPort("grpc", 9090).WithNamedPort("dns", 53, PortProtocol.Udp),
        new RegistrationBuilder("web", "b").InZone("z1").InGroup("g2").WithVersion("v2").WithAddress("10.0.0.8").WithPort(8081),
        new RegistrationBuilder("web", "c").InZone("z2").InGroup("g1").WithVersion("1.2.0").WithAddress("10.0.0.9").WithPort(8082),
        new RegistrationBuilder("plain", "p").InZone("default").WithAddress("10.0.1.1").WithoutPort());

    public ValueTask DisposeAsync() => _registry.DisposeAsync();

    [Theory]
    [InlineData("web.z1.svc.", "10.0.0.7 10.0.0.8")]
    [InlineData("web.z2.svc.", "10.0.0.9")]
    [InlineData("g1.web.z1.svc.", "10.0.0.7")]
    [InlineData("g2.web.z1.svc.", "10.0.0.8")]
    [InlineData("1-2-0.g1.web.z1.svc.", "10.0.0.7")]
    [InlineData("v2.g2.web.z1.svc.", "10.0.0.8")]
    [InlineData("a.1-2-0.g1.web.z1.svc.", "10.0.0.7")]
    [InlineData("default.default.plain.default.svc.", "10.0.1.1")]
    [InlineData("p.default.default.plain.default.svc.", "10.0.1.1")]
    [InlineData("web.any.svc.", "10.0.0.7 10.0.0.8 10.0.0.9")]
    [InlineData("web.*.svc.", "10.0.0.7 10.0.0.8 10.0.0.9")]
    [InlineData("web.near.svc.", "10.0.0.7 10.0.0.8 10.0.0.9")]
    [InlineData("any.web.z1.svc.", "10.0.0.7 10.0.0.8")]
    [InlineData("*.web.z1.svc.", "10.0.0.7 10.0.0.8")]
    [InlineData("g1.web.any.svc.", "10.0.0.7 10.0.0.9")]
    [InlineData("any.g1.web.z1.svc.", "10.0.0.7")]
    [InlineData("1-2-0.any.web.any.svc.", "10.0.0.7 10.0.0.9")]
    [InlineData("*.*.web.*.svc.", "10.0.0.7 10.0.0.8 10.0.0.9")]
    [InlineData("a.any.any.web.any.svc.", "10.0.0.7")]
    [InlineData("c.*.*.web.near.svc.", "10.0.0.9")]
    public void Name_stands_for_the_instances_that_its_labels_match(string name, string addresses)
    {
        Reply reply = _registry.Ask(name);

        Assert.Equal(Rcode.NoError, reply.Rcode);
        Assert.True(reply.IsAuthoritative);
        Assert.Equal(addresses.Split(' ').Order(), reply.AnswerData.Order());
        Assert.All(reply.Answer, record => Assert.Equal(RecordType.A, record.Type));
    }

    [Theory]
    [InlineData("nope.z1.svc.")]
    [InlineData("web.z3.svc.")]
    [InlineData("z3.svc.")]
    [InlineData("g3.web.z1.svc.")]
    [InlineData("1.2.0.g1.web.z1.svc.")] // The dots of a version are not labels.
    [InlineData("v3.g2.web.z1.svc.")]
    [InlineData("v2.g1.web.z1.svc.")] // Both labels exist, but no registration has the two of them.
    [InlineData("x.1-2-0.g1.web.z1.svc.")]
    [InlineData("b.1-2-0.g1.web.z1.svc.")]
    [InlineData("c.1-2-0.g1.web.z1.svc.")]
    [InlineData("any.z1.svc.")] // any in the service position
    [InlineData("*.z1.svc.")]
    [InlineData("near.z1.svc.")]
    [InlineData("any.any.svc.")]
    [InlineData("any.1-2-0.g1.web.z1.svc.")] // any as an id
    [InlineData("*.1-2-0.g1.web.z1.svc.")]
    [InlineData("web.near.z1.svc.")]
    [InlineData("near.web.z1.svc.")]
    [InlineData("x.a.1-2-0.g1.web.z1.svc.")] // more than five labels
    [InlineData("any.any.any.any.web.z1.svc.")]
    [InlineData("_x._y._tcp.web.z1.svc.")]
    [InlineData("_tcp._grpc.web.z1.svc.")]
    [InlineData("_grpc._sctp.web.z1.svc.")]
    [InlineData("_grpc.web.z1.svc.")]
    [InlineData("web._tcp.z1.svc.")]
    [InlineData("_tcp.svc.")]
    [InlineData("_web._tcp.svc.")]
    [InlineData("_._tcp.web.z1.svc.")]
    public void Name_that_nothing_can_match_does_not_exist(string name)
    {
        foreach (RecordType type in (RecordType[])[RecordType.A, RecordType.Srv, RecordType.Txt, RecordType.Any])
        {
            Reply reply = _registry.Ask(name, type);

            Assert.Equal(Rcode.NXDomain, reply.Rcode);
            Assert.Empty(reply.Answer);
            ReplyRecord soa = Assert.Single(reply.Authority);
            Assert.Equal((RecordType.Soa, "svc.", 2u), (soa.Type, soa.Owner, soa.TtlSeconds));
        }
    }

    [Theory]
    [InlineData("z1.svc.")]
    [InlineData("z2.svc.")]
    [InlineData("any.svc.")]
    [InlineData("*.svc.")]
    [InlineData("near.svc.")]
    [InlineData("_tcp.z1.svc.")]
    [InlineData("_tcp.web.z1.svc.")]
    [InlineData("_udp.web.z1.svc.")]
    [InlineData("_tcp.g2.web.z1.svc.")]
    [InlineData("_tcp.a.1-2-0.g1.web.z1.svc.")]
    public void Name_that_only_longer_ones_make_exist_has_no_data(string name)
    {
        foreach (RecordType type in (RecordType[])[RecordType.A, RecordType.Aaaa, RecordType.Srv, RecordType.Txt, RecordType.NS])
        {
            Reply reply = _registry.Ask(name, type);

            Assert.Equal(Rcode.NoError, reply.Rcode);
            Assert.Empty(reply.Answer);
            Assert.Equal(RecordType.Soa, Assert.Single(reply.Authority).Type);
            Assert.Null(reply.ExtendedError);
        }
    }

    [Theory]
    [InlineData("_web._tcp.z1.svc.", "8080 8081")]
    [InlineData("_web._tcp.z2.svc.", "8082")]
    [InlineData("_web._tcp.any.svc.", "8080 8081 8082")]
    [InlineData("_default._tcp.web.z1.svc.", "8080 8081")]
    [InlineData("_default._tcp.g2.web.z1.svc.", "8081")]
    [InlineData("_default._tcp.a.1-2-0.g1.web.z1.svc.", "8080")]
    [InlineData("_grpc._tcp.web.z1.svc.", "9090")]
    [InlineData("_grpc._tcp.any.web.any.svc.", "9090")]
    [InlineData("_grpc._tcp.a.1-2-0.g1.web.z1.svc.", "9090")]
    [InlineData("_grpc._tcp.ip-10-0-0-7.any.any.web.z1.svc.", "9090")]
    [InlineData("_dns._udp.web.z1.svc.", "53")]
    [InlineData("web.z1.svc.", "8080 8081")]
    [InlineData("c.any.any.web.any.svc.", "8082")]
    public void Service_name_gives_the_port_that_it_speaks_of(string name, string ports)
    {
        Reply reply = _registry.Ask(name, RecordType.Srv);

        Assert.Equal(Rcode.NoError, reply.Rcode);
        Assert.Equal(ports.Split(' ').Order(), reply.AnswerData.Select(data => data.Split(' ')[2]).Order());
    }

    [Theory]
    [InlineData("_nope._tcp.web.z1.svc.")]
    [InlineData("_grpc._udp.web.z1.svc.")]
    [InlineData("_dns._tcp.web.z1.svc.")]
    [InlineData("_grpc._tcp.web.z2.svc.")]
    [InlineData("_grpc._tcp.g2.web.z1.svc.")]
    [InlineData("_default._udp.web.z1.svc.")]
    [InlineData("_web._udp.z1.svc.")]
    [InlineData("_plain._tcp.default.svc.")]
    [InlineData("_default._tcp.plain.default.svc.")]
    [InlineData("_tcp.plain.default.svc.")]
    [InlineData("_udp.web.z2.svc.")]
    [InlineData("_any._tcp.z1.svc.")]
    public void Port_that_nobody_has_does_not_exist(string name)
    {
        Assert.Equal(Rcode.NXDomain, _registry.Ask(name, RecordType.Srv).Rcode);
        Assert.Equal(Rcode.NXDomain, _registry.Ask(name, RecordType.A).Rcode);
    }

    [Theory]
    [InlineData("ip-10-0-0-7.1-2-0.g1.web.z1.svc.", RecordType.A, "10.0.0.7")]
    [InlineData("ip-10-0-0-7.any.any.web.any.svc.", RecordType.A, "10.0.0.7")]
    [InlineData("ip-fd00--7.any.any.web.any.svc.", RecordType.Aaaa, "fd00::7")]
    [InlineData("ip-fd00-0-0-0-0-0-0-7.any.any.web.any.svc.", RecordType.Aaaa, "fd00::7")]
    public void Pinned_address_is_answered_while_it_is_registered(string name, RecordType type, string address)
    {
        Assert.Equal(address, Assert.Single(_registry.Ask(name, type).Answer).Data);
    }

    [Fact]
    public void Pinned_address_of_one_family_has_no_data_in_the_other()
    {
        foreach ((string name, RecordType type) in (ReadOnlySpan<(string, RecordType)>)
            [("ip-10-0-0-7.any.any.web.z1.svc.", RecordType.Aaaa), ("ip-fd00--7.any.any.web.z1.svc.", RecordType.A)])
        {
            Reply reply = _registry.Ask(name, type);

            Assert.Equal(Rcode.NoError, reply.Rcode);
            Assert.Empty(reply.Answer);
            Assert.Single(reply.Authority);
        }
    }

    [Theory]
    [InlineData("ip-10-0-0-99")]
    [InlineData("ip-10-0-0-9")] // registered, but in another zone
    [InlineData("ip-10-0-0-07")]
    [InlineData("ip-10-0-0")]
    [InlineData("ip-10-0-0-7-1")]
    [InlineData("ip-256-0-0-7")]
    [InlineData("ip-fd00---7")]
    [InlineData("ip-fd00--7--")]
    [InlineData("ip-fd00-7")]
    [InlineData("ip-")]
    [InlineData("ip--")]
    public void Pin_of_an_address_that_is_not_registered_does_not_exist(string label) =>
        Assert.Equal(Rcode.NXDomain, _registry.Ask($"{label}.any.any.web.z1.svc.").Rcode);

    [Fact] // RFC 4343, and the "0x20" habit of resolvers
    public void Letter_case_is_ignored_and_comes_back_octet_for_octet()
    {
        byte[] request = QueryOctets.Of("_GrPc._TcP.A.1-2-0.g1.WEB.Z1.sVc.", RecordType.Srv, 1232);

        Reply reply = _registry.AtThisMoment().Send(request);

        int question = request.Length - 12 - 11;
        Assert.Equal(request.AsSpan(12, question), reply.Octets.AsSpan(12, question));
        Assert.Contains(" a.1-2-0.g1.web.z1.svc.", Assert.Single(reply.Answer).Data, StringComparison.Ordinal);
        Assert.Equal("10.0.0.7", _registry.Ask("A.1-2-0.G1.web.z1.SVC.").AnswerData.Single());
        Assert.Equal("fd00::7", _registry.Ask("IP-FD00--7.any.any.web.z1.SVC.", RecordType.Aaaa).AnswerData.Single());
    }

    [Fact] // RFC 8482 §4.2
    public void Any_gets_one_small_record()
    {
        foreach (string name in (string[])["web.z1.svc.", "svc.", "a.1-2-0.g1.web.z1.svc.", "_grpc._tcp.web.z1.svc.",
            "7.0.0.10.in-addr.arpa."])
        {
            ReplyRecord record = Assert.Single(_registry.Ask(name, RecordType.Any).Answer);

            Assert.Equal((name, RecordType.HInfo), (record.Owner, record.Type));
            Assert.Contains("RFC8482", record.Data, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("web.z1.example.")]
    [InlineData("svcs.")]
    [InlineData("vc.")]
    [InlineData("com.")]
    [InlineData(".")]
    [InlineData("1.0.0.127.in-addr.arpa.")]
    public void Name_outside_every_zone_is_refused(string name)
    {
        Reply reply = _registry.Ask(name);

        Assert.Equal(Rcode.Refused, reply.Rcode);
        Assert.False(reply.IsAuthoritative);
        Assert.Empty(reply.Authority);
        Assert.Equal(Wire.Messages.ExtendedErrorCode.NotAuthoritative, reply.ExtendedError);
    }
}
