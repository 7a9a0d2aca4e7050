using DnsRegistry.Registry.Instances;
using DnsRegistry.Registry.Outcomes;
using DnsRegistry.Registry.Services;
using DnsRegistry.Testing;
using DnsRegistry.Testing.Registrations;
using DnsRegistry.Wire.Messages;
using DnsRegistry.Wire.Records;
using DnsRegistry.Zones.Services;

namespace DnsRegistry.Registry.Tests;

/// <summary>What an operator says about an instance goes over what it says itself, and stays until it is taken back.</summary>
public class OverrideTests
{
    private static readonly InstanceOverride s_disabled = new() { IsEnabled = false };
    private static readonly InstanceOverride s_draining = new() { IsDraining = true };

    public static TheoryData<InstanceOverride> WaysOut => [s_disabled, s_draining, new InstanceOverride { Weight = 0 }];

    [Theory]
    [MemberData(nameof(WaysOut))]
    public async Task Instance_that_is_taken_out_leaves_every_answer_at_once_and_its_names_stay(InstanceOverride way)
    {
        await using RegistryUnderTest registry = await RegistryUnderTest.WithAsync(
            new RegistrationBuilder("web", "a").WithAddress("10.0.0.7").WithMetadata("rack", "r7"),
            new RegistrationBuilder("web", "b").WithAddress("10.0.0.8"));
        uint serial = registry.Serial;

        Assert.Equal(OverrideStatus.Created, await PutAsync(registry, "a", way));

        Assert.Equal("10.0.0.8", Assert.Single(registry.Ask("web.z1.svc.").Answer).Data);
        Assert.Single(registry.Ask("web.z1.svc.", RecordType.Srv).Answer);
        Assert.Equal(serial + 1, registry.Serial);
        foreach ((string name, RecordType type) in ((string, RecordType)[])
        [
            ("a.default.default.web.z1.svc.", RecordType.A), ("a.default.default.web.z1.svc.", RecordType.Txt),
            ("ip-10-0-0-7.default.default.web.z1.svc.", RecordType.A), ("7.0.0.10.in-addr.arpa.", RecordType.Ptr),
        ])
        {
            Reply reply = registry.Ask(name, type);
            Assert.Equal(Rcode.NoError, reply.Rcode);
            Assert.Empty(reply.Answer);
            Assert.Equal(ExtendedErrorCode.Other, reply.ExtendedError);
            Assert.Equal("instances are registered, but an operator has taken them out", reply.ExtendedErrorText);
        }

        Assert.Equal(InstanceState.Passing, registry.Registry.Find(new("web", "a"))!.State);
    }

    [Fact]
    public async Task Override_that_is_taken_back_brings_the_instance_back_at_once()
    {
        await using RegistryUnderTest registry = await RegistryUnderTest.WithAsync(new RegistrationBuilder("web", "a"));
        await PutAsync(registry, "a", s_disabled);
        Assert.Empty(registry.Ask("web.z1.svc.").Answer);

        Assert.True(await DeleteAsync(registry, "a"));

        Assert.Single(registry.Ask("web.z1.svc.").Answer);
        Assert.Null(registry.Registry.FindOverride(new("web", "a")));
        Assert.False(await DeleteAsync(registry, "a"));
    }

    [Fact]
    public async Task Weight_takes_the_place_of_the_registered_one()
    {
        await using RegistryUnderTest registry = await RegistryUnderTest.WithAsync(new RegistrationBuilder("web", "a").WithWeight(100));

        await PutAsync(registry, "a", new InstanceOverride { Weight = 5 });
        Assert.StartsWith("10 5 8080", Assert.Single(registry.Ask("web.z1.svc.", RecordType.Srv).Answer).Data, StringComparison.Ordinal);

        Assert.Equal(OverrideStatus.Replaced, await PutAsync(registry, "a", new InstanceOverride { IsEnabled = true }));
        Assert.StartsWith("10 100 8080", Assert.Single(registry.Ask("web.z1.svc.", RecordType.Srv).Answer).Data, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Override_that_changes_no_answer_does_not_move_the_serial()
    {
        await using RegistryUnderTest registry = await RegistryUnderTest.WithAsync(new RegistrationBuilder("web", "a").WithWeight(100));
        (uint serial, long revision) = (registry.Serial, registry.Registry.Revision);

        await PutAsync(registry, "a", new InstanceOverride { Weight = 100 });

        Assert.Equal((serial, revision + 1), (registry.Serial, registry.Registry.Revision));
    }

    [Fact]
    public async Task Override_outlives_registration_leaving_coming_back_and_restart()
    {
        RegistryUnderTest registry = await RegistryUnderTest.WithAsync(new RegistrationBuilder("web", "a"));
        await PutAsync(registry, "a", s_draining);

        await registry.RegisterAsync(new RegistrationBuilder("web", "a").InZone("z2"));
        Assert.Empty(registry.Ask("web.z2.svc.").Answer);

        await registry.DeregisterAsync("web", "a");
        Assert.Equal(Rcode.NXDomain, registry.Ask("web.z2.svc.").Rcode);
        await registry.RegisterAsync(new RegistrationBuilder("web", "a"));
        Assert.Empty(registry.Ask("web.z1.svc.").Answer);
        uint serial = registry.Serial;

        await using RegistryUnderTest restarted = await registry.RestartAsync();
        Assert.Empty(restarted.Ask("web.z1.svc.").Answer);
        Assert.Equal(serial, restarted.Serial);
        Assert.Equal(s_draining, restarted.Registry.FindOverride(new("web", "a")));
        await DeleteAsync(restarted, "a");
        Assert.Single(restarted.Ask("web.z1.svc.").Answer);
    }

    [Fact]
    public async Task Override_of_an_instance_that_is_not_there_waits_for_it_across_a_restart()
    {
        RegistryUnderTest registry = await RegistryUnderTest.StartAsync();
        Assert.Equal(OverrideStatus.UnknownInstance, await PutAsync(registry, "a", s_draining));
        Assert.Equal(OverrideStatus.Created, await PutAsync(registry, "a", s_draining, mayBeAbsent: true));
        Assert.Equal(Rcode.NXDomain, registry.Ask("web.z1.svc.").Rcode);

        await using RegistryUnderTest restarted = await registry.RestartAsync();
        await restarted.RegisterAsync(new RegistrationBuilder("web", "a"));

        Assert.Empty(restarted.Ask("web.z1.svc.").Answer);
    }

    [Fact]
    public async Task Instance_whose_lease_ends_while_it_is_taken_out_is_critical_and_removed_like_any_other()
    {
        await using RegistryUnderTest registry = await RegistryUnderTest.WithAsync(
            new RegistrationBuilder("web", "a"), new RegistrationBuilder("web", "b").Static());
        await PutAsync(registry, "b", s_disabled);

        await registry.AdvanceAsync(TimeSpan.FromSeconds(30));
        Reply reply = registry.Ask("web.z1.svc.");
        Assert.Empty(reply.Answer);
        Assert.Equal("instances are registered, but each is failing or taken out by an operator", reply.ExtendedErrorText);

        await PutAsync(registry, "a", s_disabled);
        await registry.RenewAsync("web", "a");
        Assert.Empty(registry.Ask("web.z1.svc.").Answer);
        await DeleteAsync(registry, "a");
        Assert.Single(registry.Ask("web.z1.svc.").Answer);

        await registry.AdvanceAsync(TimeSpan.FromSeconds(90));
        Assert.Null(registry.Registry.Find(new("web", "a")));
    }

    [Fact]
    public async Task Whom_an_operator_takes_out_does_not_count_for_the_protect_threshold_and_is_not_answered_by_it()
    {
        await using RegistryUnderTest registry = await RegistryUnderTest.WithAsync(
        [
            .. Enumerable.Range(1, 4).Select(
                n => new RegistrationBuilder("web", $"i{n}").WithAddress($"10.0.0.{n}").WithMetadata("n", $"{n}")),
        ]);
        await registry.SetAsync("web", new ServiceSettings { ProtectThreshold = 0.6 });

        await PutAsync(registry, "i1", s_disabled);
        await PutAsync(registry, "i2", s_draining);
        Assert.Equal(["10.0.0.3", "10.0.0.4"], registry.Ask("web.z1.svc.").AnswerData.Order());
        Assert.Null(registry.Ask("web.z1.svc.").ExtendedError);

        await registry.AdvanceAsync(TimeSpan.FromSeconds(29));
        await registry.RenewAsync("web", "i3");
        await registry.AdvanceAsync(TimeSpan.FromSeconds(1));
        Reply reply = registry.Ask("web.z1.svc.");
        Assert.Equal(["10.0.0.3", "10.0.0.4"], reply.AnswerData.Order());
        Assert.Equal(ExtendedErrorCode.StaleAnswer, reply.ExtendedError);
        Assert.Empty(registry.Ask("i1.default.default.web.z1.svc.", RecordType.Txt).Answer);
    }

    [Fact]
    public async Task All_taken_out_is_NXDOMAIN_where_the_service_wants_it()
    {
        await using RegistryUnderTest registry = await RegistryUnderTest.WithAsync(new RegistrationBuilder("web", "a"));
        await registry.SetAsync("web", new ServiceSettings { EmptyAnswer = EmptyAnswer.NXDomain });

        await PutAsync(registry, "a", s_disabled);

        Assert.Equal(Rcode.NXDomain, registry.Ask("web.z1.svc.").Rcode);
    }

    [Fact]
    public async Task There_are_so_many_overrides_and_no_more()
    {
        await using RegistryUnderTest registry = await RegistryUnderTest.StartAsync(
            new RegistrySetup { Options = new RegistryOptions { MaxOverrides = 2 } });
        await PutAsync(registry, "a", s_disabled, mayBeAbsent: true);
        await PutAsync(registry, "b", s_disabled, mayBeAbsent: true);

        Assert.Equal(OverrideStatus.TooMany, await PutAsync(registry, "c", s_disabled, mayBeAbsent: true));
        Assert.Equal(OverrideStatus.Replaced, await PutAsync(registry, "b", s_draining));
        await DeleteAsync(registry, "a");
        Assert.Equal(OverrideStatus.Created, await PutAsync(registry, "c", s_disabled, mayBeAbsent: true));
    }

    [Fact]
    public async Task Override_that_cannot_be_kept_changes_nothing()
    {
        await using RegistryUnderTest registry = await RegistryUnderTest.WithAsync(new RegistrationBuilder("web", "a"));
        registry.Store.FailNextCommits(1);

        await Assert.ThrowsAsync<Storage.StoreException>(() => PutAsync(registry, "a", s_disabled));

        Assert.Single(registry.Ask("web.z1.svc.").Answer);
        Assert.Null(registry.Registry.FindOverride(new("web", "a")));
    }

    private static Task<OverrideStatus> PutAsync(RegistryUnderTest registry, string id, InstanceOverride value, bool mayBeAbsent = false) =>
        registry.Registry.PutOverrideAsync(new InstanceKey("web", id), value, mayBeAbsent, CancellationToken.None).AsTask();

    private static Task<bool> DeleteAsync(RegistryUnderTest registry, string id) =>
        registry.Registry.DeleteOverrideAsync(new InstanceKey("web", id), CancellationToken.None).AsTask();
}
