using System.Buffers.Binary;
using System.Globalization;
using DnsRegistry.Registry.Instances;
using DnsRegistry.Registry.Leases;
using DnsRegistry.Registry.Leases.Guarding;
using DnsRegistry.Registry.Outcomes;
using DnsRegistry.Server.Query;
using DnsRegistry.Testing;
using DnsRegistry.Testing.Registrations;
using DnsRegistry.Wire.Messages;
using DnsRegistry.Wire.Records;

namespace DnsRegistry.Registry.Tests.Leases.Guarding;

/// <summary>Instances that send heartbeats as they are told to, unless a test cuts them off. All of it in fake time.</summary>
internal sealed class Fleet : IAsyncDisposable
{
    public const int LeaseMilliseconds = 30_000;

    private const int AnswerCountOffset = 6;

    private static readonly TimeSpan s_step = TimeSpan.FromMilliseconds(200);

    private readonly Random _random = new(20_260_101);
    private readonly Member[] _members;
    private long _now;

    private Fleet(RegistryUnderTest registry, Member[] members)
    {
        Registry = registry;
        _members = members;
    }

    public RegistryUnderTest Registry { get; }

    /// <summary>Whose heartbeats do not arrive.</summary>
    public Func<int, bool> IsCut { get; set; } = _ => false;

    /// <summary>What a test wants to see after each step.</summary>
    public Action? Watch { get; set; }

    public int Size => _members.Length;

    public GuardView? Guard => Registry.Registry.Guard;

    /// <summary>What the guard has said to the operator.</summary>
    public IEnumerable<string> GuardLines => Registry.Log.Lines.Where(line => line.Contains("expiry guard", StringComparison.Ordinal));

    /// <summary>Instances in DNS.</summary>
    public int Answered => AnsweredOf("web");

    public ExtendedErrorCode? ExtendedError => Registry.Ask("web.any.svc.", RecordType.Txt).ExtendedError;

    public int Registered => Registry.Registry.FindService("web")?.Instances.Count ?? 0;

    public static async Task<Fleet> StartAsync(
        int size,
        ISuspectProbe? probe = null,
        Func<RegistrationBuilder, RegistrationBuilder>? change = null,
        Func<int, string>? serviceOf = null)
    {
        RegistryUnderTest registry = await RegistryUnderTest.StartAsync(new RegistrySetup { Probe = probe ?? new FakeProbe() });
        var fleet = new Fleet(registry, [.. Enumerable.Range(0, size).Select(n => new Member(n, serviceOf?.Invoke(n) ?? "web"))]);
        RegistrationBuilder[] builders = [.. fleet._members.Select(member => member.Registration(change))];
        await registry.RegisterAsync(builders);
        foreach (Member member in fleet._members)
            member.NextHeartbeat = fleet._random.Next(LeaseMilliseconds / 3);
        return fleet;
    }

    /// <summary>Instances of a service in DNS.</summary>
    public int AnsweredOf(string service) => BinaryPrimitives.ReadUInt16BigEndian(
        Registry.AtThisMoment().AnswerOctets(QueryOctets.Of($"{service}.any.svc.", RecordType.A), Transport.Tcp)[AnswerCountOffset..]);

    /// <summary>Lets time pass.</summary>
    public async Task RunAsync(TimeSpan time)
    {
        for (TimeSpan passed = TimeSpan.Zero; passed < time; passed += s_step)
        {
            Registry.Time.Advance(s_step);
            _now += (long)s_step.TotalMilliseconds;
            foreach (Member member in _members.Where(member => member.NextHeartbeat <= _now))
                await BeatAsync(member);
            await Registry.SettleAsync();
            Watch?.Invoke();
        }
    }

    /// <summary>Runs until something is so.</summary>
    public async Task RunUntilAsync(Func<bool> isSo, TimeSpan atMost)
    {
        for (TimeSpan passed = TimeSpan.Zero; !isSo(); passed += s_step)
        {
            Assert.True(passed < atMost, "it did not come to that");
            await RunAsync(s_step);
            await Task.Yield();
        }
    }

    /// <summary>Registers a member again, as a process does that was restarted.</summary>
    public async Task RestartAsync(int number) => await Registry.RegisterAsync(_members[number].Registration(null));

    public ServiceInstance? Find(int number) => Registry.Registry.Find(_members[number].Key);

    public ValueTask DisposeAsync() => Registry.DisposeAsync();

    private async Task BeatAsync(Member member)
    {
        member.NextHeartbeat = _now + LeaseRules.NextHeartbeat(LeaseMilliseconds, _random.NextDouble());
        if (IsCut(member.Number))
            return;

        RenewOutcome outcome = await Registry.RenewAsync(member.Key.Service, member.Key.Id);
        if (outcome.Status == RenewStatus.Unknown)
            await RestartAsync(member.Number);
    }

    private sealed class Member(int number, string service)
    {
        public int Number => number;

        public InstanceKey Key { get; } = new(service, "i" + number.ToString("D5", CultureInfo.InvariantCulture));

        public long NextHeartbeat { get; set; }

        public RegistrationBuilder Registration(Func<RegistrationBuilder, RegistrationBuilder>? change)
        {
            RegistrationBuilder builder = new RegistrationBuilder(Key.Service, Key.Id).WithAddress(FakeProbe.AddressOf(number));
            return change is null ? builder : change(builder);
        }
    }
}
