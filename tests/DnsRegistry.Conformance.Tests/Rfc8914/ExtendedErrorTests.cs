using DnsRegistry.Registry.Services;
using DnsRegistry.Testing;
using DnsRegistry.Testing.Registrations;
using DnsRegistry.Wire.Messages;
using DnsRegistry.Wire.Records;

namespace DnsRegistry.Conformance.Tests.Rfc8914;

public class ExtendedErrorTests
{
    [Fact] // §2: only to those who speak EDNS; §4.15 Not Ready
    public async Task Not_ready_is_said_to_those_who_speak_EDNS()
    {
        await using RegistryUnderTest registry = await RegistryUnderTest.StartAsync(new RegistrySetup { IsLoaded = false });

        Assert.Equal(ExtendedErrorCode.NotReady, registry.Dns.Ask("web.z1.svc.", RecordType.A).ExtendedError);
        Reply plain = registry.Dns.Ask("web.z1.svc.", RecordType.A, edns: null);
        Assert.Equal((Rcode.ServFail, false), (plain.Rcode, plain.HasEdns));
    }

    [Fact] // §4.4 Stale Answer
    public async Task Protected_answer_is_stale_and_no_error()
    {
        await using RegistryUnderTest registry = await RegistryUnderTest.WithAsync(new RegistrationBuilder());
        await registry.SetAsync("web", new ServiceSettings { ProtectThreshold = 1 });
        Assert.Null(registry.Ask("web.z1.svc.").ExtendedError);
        await registry.AdvanceAsync(TimeSpan.FromSeconds(30));

        Reply reply = registry.Ask("web.z1.svc.");

        Assert.Equal((Rcode.NoError, ExtendedErrorCode.StaleAnswer), (reply.Rcode, reply.ExtendedError));
        Assert.Single(reply.Answer);
    }

    [Fact] // §4.21 Not Authoritative, §4.22 Not Supported
    public async Task Refusals_say_why()
    {
        await using RegistryUnderTest registry = await RegistryUnderTest.WithAsync(new RegistrationBuilder());

        Assert.Equal(ExtendedErrorCode.NotAuthoritative, registry.Ask("example.").ExtendedError);
        Assert.Equal(ExtendedErrorCode.NotSupported, registry.Ask("svc.", RecordType.Axfr).ExtendedError);
    }
}
