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

    [Theory] // §4.4 Stale Answer
    [InlineData("web.z1.svc.", RecordType.A, 10)]
    [InlineData("web.any.svc.", RecordType.Srv, 11)]
    [InlineData("_default._tcp.web.z1.svc.", RecordType.Srv, 10)]
    [InlineData("i3.default.default.web.z1.svc.", RecordType.A, 1)]
    [InlineData("i3.default.default.web.z1.svc.", RecordType.Txt, 1)]
    [InlineData("ip-10-0-0-4.default.default.web.z1.svc.", RecordType.A, 1)]
    [InlineData("web.z1.svc.", RecordType.Txt, 1)]
    [InlineData("4.0.0.10.in-addr.arpa.", RecordType.Ptr, 1)]
    public async Task Answer_with_an_instance_that_the_expiry_guard_holds_is_stale_and_short_lived(
        string name, RecordType type, int records)
    {
        await using RegistryUnderTest registry = await WithHeldInstancesAsync();

        Reply reply = registry.Ask(name, type);

        Assert.Equal((Rcode.NoError, ExtendedErrorCode.StaleAnswer, records), (reply.Rcode, reply.ExtendedError, reply.Answer.Count));
        Assert.All(reply.Answer, record => Assert.Equal(5u, record.TtlSeconds));
    }

    [Theory]
    [InlineData("db.z1.svc.", RecordType.A)]
    [InlineData("web.z1.svc.", RecordType.Aaaa)]
    [InlineData("fresh.default.default.web.z2.svc.", RecordType.A)]
    public async Task Answer_without_such_an_instance_is_not_stale(string name, RecordType type)
    {
        await using RegistryUnderTest registry = await WithHeldInstancesAsync();

        Assert.Null(registry.Ask(name, type).ExtendedError);
    }

    [Fact] // §4.21 Not Authoritative, §4.22 Not Supported
    public async Task Refusals_say_why()
    {
        await using RegistryUnderTest registry = await RegistryUnderTest.WithAsync(new RegistrationBuilder());

        Assert.Equal(ExtendedErrorCode.NotAuthoritative, registry.Ask("example.").ExtendedError);
        Assert.Equal(ExtendedErrorCode.NotSupported, registry.Ask("svc.", RecordType.Axfr).ExtendedError);
    }

    /// <summary>Ten instances of <c>web</c> in <c>z1</c> that fell silent together; one in <c>z2</c>, and <c>db</c>, are well.</summary>
    private static async Task<RegistryUnderTest> WithHeldInstancesAsync()
    {
        RegistryUnderTest registry = await RegistryUnderTest.StartAsync();
        await registry.SetAsync("web", new ServiceSettings { TtlSeconds = 60 });
        await registry.RegisterAsync(
        [
            .. Enumerable.Range(0, 10).Select(
                n => new RegistrationBuilder("web", $"i{n}").WithAddress($"10.0.0.{n + 1}").WithMetadata("n", $"{n}")),
            new RegistrationBuilder("web", "fresh").InZone("z2").WithAddress("10.0.0.99").Static(),
            new RegistrationBuilder("db").Static(),
        ]);
        await registry.AdvanceAsync(TimeSpan.FromSeconds(31));
        return registry;
    }
}
