using System.Net;
using DnsRegistry.Registry;
using DnsRegistry.Registry.Instances;
using DnsRegistry.Registry.Outcomes;
using DnsRegistry.Registry.Services;
using DnsRegistry.Testing.Registrations;
using DnsRegistry.Testing.Storage;
using DnsRegistry.Wire.Names;
using DnsRegistry.Wire.Records;
using DnsRegistry.Zones;
using DnsRegistry.Zones.Services;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace DnsRegistry.Testing;

/// <summary>
/// The real registry with its zones, asked in process. Its clock stands still until a test moves it, its store has no disk.
/// </summary>
public sealed class RegistryUnderTest : IAsyncDisposable
{
    private readonly Task _running;

    private RegistryUnderTest(RegistrySetup setup)
    {
        Time = setup.Time;
        Store = setup.Store;
        DomainName[] suffixes = [.. setup.Suffixes.Select(DomainName.Parse)];
        var identity = new ZoneIdentity(suffixes[0], [.. setup.ServerAddresses.Select(IPAddress.Parse)]);
        var reverse = new ReverseDirectory(suffixes[0]);
        Directory = new ServiceDirectory(
            AnswerPolicy.Default with { TtlSeconds = (uint)setup.Options.DefaultTtlSeconds }, reverse);
        Dns = new DnsServerUnderTest(
        [
            .. suffixes.Select(Zone (suffix) => new ServiceZone(suffix, identity, Directory)),
            .. setup.ReverseZones.Select(Zone (apex) => new ReverseZone(
                DomainName.Parse(apex), identity, Directory, reverse)),
        ]);
        Registry = new ServiceRegistry(
            Directory,
            Store,
            setup.Options with { Suffixes = suffixes, Guard = setup.Options.Guard with { Probe = setup.Probe } },
            setup.Clock ?? Time,
            Log,
            setup.Prober);
        _running = setup.IsLoaded ? Registry.RunAsync(CancellationToken.None) : Task.CompletedTask;
    }

    /// <summary>The clock of everything.</summary>
    public FakeTimeProvider Time { get; }

    /// <summary>What is said to the operator.</summary>
    public LogLines<ServiceRegistry> Log { get; } = new();

    /// <summary>Where registrations are kept.</summary>
    public InMemoryStore Store { get; }

    /// <summary>What DNS reads.</summary>
    public ServiceDirectory Directory { get; }

    /// <summary>What HTTP would talk to.</summary>
    public ServiceRegistry Registry { get; }

    /// <summary>The path from request to response.</summary>
    public DnsServerUnderTest Dns { get; }

    /// <summary>The serial of the SOA record at the first suffix, as DNS shows it.</summary>
    public uint Serial => uint.Parse(Assert.Single(Ask("svc.", RecordType.Soa).Answer).Data.Split(' ')[2], null);

    /// <summary>A registry that has loaded what its store holds.</summary>
    public static async Task<RegistryUnderTest> StartAsync(RegistrySetup? setup = null)
    {
        var started = new RegistryUnderTest(setup ?? new RegistrySetup());
        if (started.Registry.IsLoaded || setup is { IsLoaded: false })
            return started;

        await started.SettleAsync();
        return started;
    }

    /// <summary>A registry with these instances.</summary>
    public static async Task<RegistryUnderTest> WithAsync(params RegistrationBuilder[] instances)
    {
        RegistryUnderTest started = await StartAsync();
        await started.RegisterAsync(instances);
        return started;
    }

    /// <summary>Registers instances, which must be accepted.</summary>
    public async Task<IReadOnlyList<ServiceInstance>> RegisterAsync(params RegistrationBuilder[] instances)
    {
        IReadOnlyList<RegisterOutcome> outcomes = await Registry.RegisterManyAsync(
            [.. instances.Select(instance => instance.Build())], null, CancellationToken.None);
        Assert.All(outcomes, outcome => Assert.True(outcome.Status is RegisterStatus.Created or RegisterStatus.Replaced));
        return [.. outcomes.Select(outcome => outcome.Instance!)];
    }

    /// <summary>Takes an instance out.</summary>
    public async Task<DeregisterOutcome> DeregisterAsync(string service, string id, long? generation = null, string? owner = null) =>
        await Registry.DeregisterAsync(new InstanceKey(service, id), generation, owner, CancellationToken.None);

    /// <summary>Sends a heartbeat.</summary>
    public async Task<RenewOutcome> RenewAsync(string service, string id, long? generation = null, string? owner = null) =>
        await Registry.RenewAsync(new InstanceKey(service, id), generation, owner, CancellationToken.None);

    /// <summary>Sets the settings of a service.</summary>
    public async Task SetAsync(string service, ServiceSettings settings) =>
        await Registry.PutSettingsAsync(service, settings, CancellationToken.None);

    /// <summary>Moves the clock, and waits until all that became due has been done.</summary>
    public async Task AdvanceAsync(TimeSpan time)
    {
        // The writer arms its timer behind the answer to who asked last.
        await SettleAsync();
        Time.Advance(time);
        await SettleAsync();
    }

    /// <summary>Waits until the writer has nothing more to do. A sweep may make another one due, hence more than once.</summary>
    public async Task SettleAsync()
    {
        for (int i = 0; i < 3; i++)
            await Registry.FlushAsync(CancellationToken.None);

        await Registry.Probing;
        await Registry.FlushAsync(CancellationToken.None);
    }

    /// <summary>Asks over UDP with EDNS.</summary>
    public Reply Ask(string name, RecordType type = RecordType.A) => AtThisMoment().Ask(name, type);

    /// <summary>Asks over TCP.</summary>
    public Reply AskOverTcp(string name, RecordType type = RecordType.A) => AtThisMoment().AskOverTcp(name, type);

    /// <summary>The DNS side, with its clock set to now.</summary>
    public DnsServerUnderTest AtThisMoment()
    {
        Dns.NowMilliseconds = Time.MonotonicMilliseconds();
        return Dns;
    }

    /// <summary>Stops this one, and starts another with what the store has kept.</summary>
    public async Task<RegistryUnderTest> RestartAsync()
    {
        InMemoryStore content = Store.Reopen();
        await DisposeAsync();
        return await StartAsync(new RegistrySetup { Store = content, Time = Time });
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Registry.DisposeAsync();
        await _running;
    }
}
