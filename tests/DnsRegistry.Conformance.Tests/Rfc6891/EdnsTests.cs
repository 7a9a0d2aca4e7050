using System.Buffers.Binary;
using DnsRegistry.Testing;
using DnsRegistry.Testing.Registrations;
using DnsRegistry.Wire.Records;

namespace DnsRegistry.Conformance.Tests.Rfc6891;

public sealed class EdnsTests : IAsyncLifetime
{
    private RegistryUnderTest _registry = null!;

    public async ValueTask InitializeAsync() => _registry = await RegistryUnderTest.WithAsync(
        [.. Enumerable.Range(0, 100).Select(n => new RegistrationBuilder("web", $"i{n}").WithAddress($"10.0.0.{n}"))]);

    public ValueTask DisposeAsync() => _registry.DisposeAsync();

    [Fact] // §6.1.1: "an OPT record MUST be included in responses to requests that have one", and not otherwise (§7)
    public void Opt_is_in_a_response_exactly_when_it_was_in_the_request()
    {
        foreach (string name in (string[])["web.z1.svc.", "nope.z1.svc.", "svc.", "example."])
        {
            Assert.True(_registry.Dns.Ask(name, RecordType.A, 1232).HasEdns);
            Assert.False(_registry.Dns.Ask(name, RecordType.A, edns: null).HasEdns);
        }
    }

    [Fact] // §6.2.3 and §6.2.5: values lower than 512 are treated as 512
    public void Payload_size_of_the_requestor_is_kept_to()
    {
        Assert.InRange(_registry.Dns.Ask("web.z1.svc.", RecordType.A, 0).Octets.Length, 480, 512);
        Assert.InRange(_registry.Dns.Ask("web.z1.svc.", RecordType.A, 511).Octets.Length, 480, 512);
        Assert.InRange(_registry.Dns.Ask("web.z1.svc.", RecordType.A, 900).Octets.Length, 870, 900);
        Assert.InRange(_registry.Dns.Ask("web.z1.svc.", RecordType.A, 4096).Octets.Length, 1200, 1232);
    }

    [Fact] // §6.1.3: "If a responder does not implement the VERSION level of the request, then it MUST respond with RCODE=BADVERS."
    public void Unknown_version_is_BADVERS_at_the_version_that_is_spoken()
    {
        byte[] request = QueryOctets.Of("web.z1.svc.", RecordType.A, 1232);
        request[^5] = 1;

        Reply reply = _registry.Dns.Send(request);

        Assert.Equal(Rcode.BadVers, reply.Rcode);
        Assert.Equal(0, reply.Octets[^5]);
        Assert.Empty(reply.Answer);
    }

    [Fact] // §6.1.1: "If a query message with more than one OPT RR is received, a FORMERR (RCODE=1) MUST be returned."
    public void Two_opt_records_are_a_FORMERR()
    {
        byte[] request = QueryOctets.Of("web.z1.svc.", RecordType.A, 1232);
        byte[] twice = [.. request, .. request.AsSpan(request.Length - 11)];
        twice[11] = 2;

        Assert.Equal(Rcode.FormErr, _registry.Dns.Send(twice).Rcode);
    }

    [Fact] // §6.1.2: "Any OPTION-CODE values not understood by a responder or requestor MUST be ignored."
    public void Unknown_option_is_ignored()
    {
        byte[] request = [.. QueryOctets.Of("web.z1.svc.", RecordType.A, 1232), 0xFD, 0xE9, 0, 3, 1, 2, 3];
        BinaryPrimitives.WriteUInt16BigEndian(request.AsSpan(request.Length - 9), 7);

        Reply reply = _registry.Dns.Send(request);

        Assert.Equal(Rcode.NoError, reply.Rcode);
        Assert.NotEmpty(reply.Answer);
    }

    [Fact] // RFC 3225 §3: the DO bit "is copied into the response"
    public void Dnssec_ok_bit_is_echoed()
    {
        byte[] request = QueryOctets.Of("svc.", RecordType.Soa, 1232);
        Assert.Equal(0, _registry.Dns.Send(request).Octets[^4] & 0x80);
        request[^4] = 0x80;
        Assert.Equal(0x80, _registry.Dns.Send(request).Octets[^4]);
    }
}
