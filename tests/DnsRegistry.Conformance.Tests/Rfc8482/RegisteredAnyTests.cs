using DnsRegistry.Testing;
using DnsRegistry.Testing.Registrations;
using DnsRegistry.Wire.Records;

namespace DnsRegistry.Conformance.Tests.Rfc8482;

public class RegisteredAnyTests
{
    [Fact] // §4.2
    public async Task ANY_of_a_registered_name_is_one_made_up_HINFO_however_many_records_there_are()
    {
        await using RegistryUnderTest registry = await RegistryUnderTest.WithAsync(
            [.. Enumerable.Range(0, 50).Select(n => new RegistrationBuilder("web", $"i{n}").WithAddress($"10.0.0.{n}"))]);

        foreach (string name in (string[])["web.z1.svc.", "i7.any.any.web.z1.svc.", "_web._tcp.z1.svc.", "svc.", "7.0.0.10.in-addr.arpa."])
        {
            Reply reply = registry.Ask(name, RecordType.Any);
            Assert.Equal((RecordType.HInfo, "\"RFC8482\" \"\""), (Assert.Single(reply.Answer).Type, reply.Answer[0].Data));
            Assert.False(reply.IsTruncated);
        }

        Assert.Equal(Rcode.NXDomain, registry.Ask("nope.z1.svc.", RecordType.Any).Rcode);
        Assert.Empty(registry.Ask("z1.svc.", RecordType.Any).Answer);
    }
}
