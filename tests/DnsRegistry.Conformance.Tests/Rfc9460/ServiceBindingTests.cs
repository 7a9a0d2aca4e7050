using DnsRegistry.Testing;
using DnsRegistry.Wire.Records;

namespace DnsRegistry.Conformance.Tests.Rfc9460;

public class ServiceBindingTests
{
    private readonly DnsServerUnderTest _server = Given.Zone("""
        $ORIGIN example.test.
        $TTL 1h
        @      IN SOA ns hostmaster 7 7200 900 1209600 60
        @      HTTPS 0 svc
        svc    HTTPS 1 . alpn="h2,h3"
        svc    A 192.0.2.1
        api    SVCB 1 web port=8443
        web    A 192.0.2.2
        web    AAAA 2001:db8::2
        *.wild HTTPS 1 . alpn=h2
        *.wild A 192.0.2.3
        """);

    [Fact] // §4.1
    public void An_alias_brings_the_bindings_and_addresses_of_its_target() =>
        Assert.Equal(
            [RecordType.Https, RecordType.A],
            _server.Ask("example.test.", RecordType.Https).Additional.Select(record => record.Type));

    [Fact] // §2.5.2
    public void The_target_dot_is_the_owner_itself() =>
        Assert.Equal(["192.0.2.1"], _server.Ask("svc.example.test.", RecordType.Https).Additional.Select(record => record.Data));

    [Fact]
    public void A_target_brings_its_addresses() =>
        Assert.Equal(2, _server.Ask("api.example.test.", RecordType.Svcb).Additional.Count);

    [Fact]
    public void A_wildcard_does_not_show_its_own_name() =>
        Assert.Empty(_server.Ask("x.wild.example.test.", RecordType.Https).Additional);
}
