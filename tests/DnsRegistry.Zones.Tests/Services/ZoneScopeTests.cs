using System.Net;
using DnsRegistry.Registry.Services;
using DnsRegistry.Testing;
using DnsRegistry.Testing.Registrations;
using DnsRegistry.Wire.Messages;
using DnsRegistry.Wire.Records;
using DnsRegistry.Zones.Services;

namespace DnsRegistry.Zones.Tests.Services;

/// <summary><c>zone.pin._zone.FORM</c> and <c>zone.prefer._zone.FORM</c>, as the kubernetes plugin of CoreDNS answers them.</summary>
public sealed class ZoneScopeTests : IAsyncLifetime
{
    private RegistryUnderTest _registry = null!;

    public async ValueTask InitializeAsync()
    {
        _registry = await RegistryUnderTest.WithAsync(
            new RegistrationBuilder("web", "a").InZone("z1").InGroup("g1").WithAddress("10.1.0.1").WithNamedPort("grpc", 9090)
                .WithNamedPort("zone", 9091).Static(),
            new RegistrationBuilder("web", "b").InZone("z2").InGroup("g2").WithAddress("10.2.0.1").WithNamedPort("grpc", 9090).Static(),
            new RegistrationBuilder("web", "c").InZone("z3").InGroup("g2").WithAddress("10.3.0.1").WithLease(10),
            new RegistrationBuilder("zone", "z").InZone("z1").WithAddress("10.1.0.2").Static());
        await _registry.AdvanceAsync(TimeSpan.FromSeconds(10));
    }

    public ValueTask DisposeAsync() => _registry.DisposeAsync();

    [Theory]
    [InlineData("z1.pin._zone.web.any.svc.", "10.1.0.1")]
    [InlineData("z2.pin._zone.web.any.svc.", "10.2.0.1")]
    [InlineData("z1.pin._zone.g1.web.any.svc.", "10.1.0.1")]
    [InlineData("z1.pin._zone.a.any.any.web.any.svc.", "10.1.0.1")]
    [InlineData("z1.pin._zone.ip-10-1-0-1.any.any.web.any.svc.", "10.1.0.1")]
    [InlineData("z1.pin._zone.web.z1.svc.", "10.1.0.1")]
    [InlineData("z1.pin._zone.web.near.svc.", "10.1.0.1")]
    [InlineData("Z1.Pin._Zone.WEB.any.svc.", "10.1.0.1")]
    [InlineData("z1.prefer._zone.web.any.svc.", "10.1.0.1")]
    [InlineData("z3.prefer._zone.web.any.svc.", "10.1.0.1 10.2.0.1")] // nobody is passing there
    [InlineData("z9.prefer._zone.web.any.svc.", "10.1.0.1 10.2.0.1")]
    [InlineData("z1.prefer._zone.g2.web.any.svc.", "10.2.0.1")]
    [InlineData("z1.prefer._zone.web.z2.svc.", "10.2.0.1")]
    [InlineData("z1.prefer._zone.b.any.any.web.any.svc.", "10.2.0.1")]
    public void Addresses_are_those_of_the_zone_and_of_others_only_where_it_is_a_preference(string name, string addresses) =>
        Assert.Equal(addresses.Split(' '), _registry.Ask(name).AnswerData.Order());

    [Theory]
    [InlineData("z1.pin._zone.web.any.svc.", "10 8080 a")]
    [InlineData("z1.prefer._zone.web.any.svc.", "10 8080 a")]
    [InlineData("z9.prefer._zone.web.any.svc.", "10 8080 a 10 8080 b")]
    [InlineData("z2.pin._zone._grpc._tcp.web.any.svc.", "10 9090 b")]
    [InlineData("_grpc._tcp.z2.pin._zone.web.any.svc.", "10 9090 b")]
    [InlineData("_default._tcp.z2.pin._zone.web.any.svc.", "10 8080 b")]
    [InlineData("z1.pin._zone._web._tcp.any.svc.", "10 8080 a")]
    [InlineData("_zone._tcp.web.z1.svc.", "10 9091 a")] // a port that is called zone
    [InlineData("_zone._tcp.z1.pin._zone.web.any.svc.", "10 9091 a")]
    [InlineData("z1.pin._zone._zone._tcp.web.any.svc.", "10 9091 a")]
    [InlineData("_zone._tcp.z1.svc.", "10 8080 z")] // a service that is
    public void Services_too_and_RFC_2782_labels_may_stand_before_or_behind(string name, string expected) => Assert.Equal(
        expected,
        string.Join(' ', _registry.Ask(name, RecordType.Srv).AnswerData.Select(data => data.Split(' '))
            .Select(data => $"{data[0]} {data[2]} {data[3][0]}").Order()));

    [Theory]
    [InlineData("z9.pin._zone.web.any.svc.")] // no such zone: the name could get an answer any time
    [InlineData("z2.pin._zone.g1.web.any.svc.")]
    [InlineData("z1.pin._zone.web.z2.svc.")]
    [InlineData("_grpc._tcp.z9.pin._zone.web.any.svc.")]
    [InlineData("z1.pin._zone.b.any.any.web.any.svc.")]
    [InlineData("z1.pin._zone.ip-10-2-0-1.any.any.web.any.svc.")]
    [InlineData("_zone.web.any.svc.")] // ends of names that exist: resolvers that minimise QNAMEs ask for them
    [InlineData("pin._zone.web.any.svc.")]
    [InlineData("prefer._zone.g1.web.z1.svc.")]
    [InlineData("_zone._web._tcp.z1.svc.")]
    [InlineData("pin._zone._grpc._tcp.web.z1.svc.")]
    [InlineData("_tcp.z1.pin._zone.web.any.svc.")]
    public void Name_of_a_service_that_has_nobody_there_has_no_data(string name)
    {
        foreach (RecordType type in (RecordType[])[RecordType.A, RecordType.Srv, RecordType.Txt, RecordType.NS])
        {
            Reply reply = _registry.Ask(name, type);
            Assert.Equal((Rcode.NoError, 0, 1, null), (reply.Rcode, reply.Answer.Count, reply.Authority.Count, reply.ExtendedError));
        }
    }

    [Theory]
    [InlineData("z1.pin._zone.nope.any.svc.")]
    [InlineData("z1.prefer._zone.web.z9.svc.")]
    [InlineData("z1.other._zone.web.any.svc.")]
    [InlineData("other._zone.web.any.svc.")]
    [InlineData("x.z1.pin._zone.web.any.svc.")]
    [InlineData("z1.pin._zone.any.svc.")]
    [InlineData("pin._zone.any.svc.")]
    [InlineData("_zone.any.svc.")]
    [InlineData("_zone.nope.any.svc.")]
    [InlineData("z1.pin._zone._tcp.web.any.svc.")]
    [InlineData("_grpc.z1.pin._zone.web.any.svc.")]
    [InlineData("_tcp.pin._zone.web.any.svc.")]
    [InlineData("_nope._tcp.z1.pin._zone.web.any.svc.")]
    [InlineData("_default._udp.z1.pin._zone.web.any.svc.")]
    [InlineData("_grpc._tcp.z1.pin._zone._grpc._tcp.web.any.svc.")]
    [InlineData("z1.pin._zone.z1.pin._zone.web.any.svc.")]
    [InlineData("z1.pin._zone.x.a.any.any.web.any.svc.")]
    public void Name_that_nothing_can_match_does_not_exist(string name) =>
        Assert.Equal(Rcode.NXDomain, _registry.Ask(name, RecordType.Srv).Rcode);

    [Fact]
    public void Pin_of_a_zone_where_nobody_is_passing_says_so()
    {
        Reply reply = _registry.Ask("z3.pin._zone.web.any.svc.");

        Assert.Equal((Rcode.NoError, 0, ExtendedErrorCode.Other), (reply.Rcode, reply.Answer.Count, reply.ExtendedError));
    }

    [Fact]
    public async Task Neither_the_settings_of_the_service_nor_the_place_of_the_client_widen_a_pin()
    {
        await _registry.SetAsync("web", new ServiceSettings { ZoneFallback = ZoneFallback.All });
        _registry.Dns.SetNetworks("", ("z2", "10.2.0.0/16"));
        _registry.Dns.Client = IPAddress.Parse("10.2.0.9");

        Assert.Empty(_registry.Ask("z9.pin._zone.web.near.svc.").Answer);
        Assert.Single(_registry.Ask("z1.pin._zone.web.any.svc.", RecordType.Srv).Answer);
        Assert.Equal(["10.1.0.1"], _registry.Ask("z1.prefer._zone.web.near.svc.").AnswerData);
    }
}
