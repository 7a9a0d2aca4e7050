using DnsRegistry.Server.Query;
using DnsRegistry.Testing;
using DnsRegistry.Testing.Registrations;
using DnsRegistry.Wire.Records;

namespace DnsRegistry.Conformance.Tests.Rfc7766;

public class TransportTests
{
    [Fact] // §5: what is truncated over UDP is asked again over TCP, and is whole there
    public async Task What_UDP_truncates_TCP_carries_whole()
    {
        await using RegistryUnderTest registry = await RegistryUnderTest.WithAsync(
            [.. Enumerable.Range(0, 300).Select(n => new RegistrationBuilder("web", $"i{n}").WithAddress($"10.0.{n >> 8}.{n & 255}"))]);

        Assert.True(registry.Ask("web.z1.svc.").IsTruncated);
        Reply whole = registry.AskOverTcp("web.z1.svc.");
        Assert.False(whole.IsTruncated);
        Assert.Equal(300, whole.Answer.Count);
    }

    [Fact] // The limits of UDP are no limits of TCP, EDNS or not.
    public async Task Tcp_knows_no_512_octets()
    {
        await using RegistryUnderTest registry = await RegistryUnderTest.WithAsync(
            [.. Enumerable.Range(0, 300).Select(n => new RegistrationBuilder("web", $"i{n}").WithAddress($"10.0.{n >> 8}.{n & 255}"))]);

        Assert.Equal(300, registry.Dns.Send(QueryOctets.Of("web.z1.svc.", RecordType.A), Transport.Tcp).Answer.Count);
    }

    [Theory] // RFC 1035 §4.1.1: OPCODE and what is not offered
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(15)]
    public async Task Opcode_that_is_not_spoken_is_NOTIMP(int opcode)
    {
        await using RegistryUnderTest registry = await RegistryUnderTest.WithAsync(new RegistrationBuilder());
        byte[] request = QueryOctets.Of("svc.", RecordType.Soa);
        request[2] = (byte)(opcode << 3);

        Reply reply = registry.Dns.Send(request);

        Assert.Equal(Rcode.NotImp, reply.Rcode);
        Assert.Equal(opcode << 3, reply.Octets[2] & 0x78);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task Question_count_other_than_one_is_a_FORMERR(byte count)
    {
        await using RegistryUnderTest registry = await RegistryUnderTest.WithAsync(new RegistrationBuilder());
        byte[] request = QueryOctets.Of("web.z1.svc.", RecordType.A);
        request[5] = count;

        Assert.Equal(Rcode.FormErr, registry.Dns.Send(request).Rcode);
    }

    [Theory] // Zone transfers come later; TKEY and MAILB never.
    [InlineData(RecordType.Axfr)]
    [InlineData(RecordType.Ixfr)]
    [InlineData(RecordType.MailB)]
    public async Task Query_type_that_is_not_offered_is_NOTIMP(RecordType type)
    {
        await using RegistryUnderTest registry = await RegistryUnderTest.WithAsync(new RegistrationBuilder());

        Assert.Equal(Rcode.NotImp, registry.AskOverTcp("svc.", type).Rcode);
    }

    [Fact]
    public async Task Class_other_than_the_internet_is_refused()
    {
        await using RegistryUnderTest registry = await RegistryUnderTest.WithAsync(new RegistrationBuilder());
        foreach (RecordClass recordClass in (RecordClass[])[RecordClass.Chaos, RecordClass.Any])
            Assert.Equal(Rcode.Refused, registry.Dns.Send(QueryOctets.Of("web.z1.svc.", RecordType.A, 1232, recordClass)).Rcode);
    }
}
