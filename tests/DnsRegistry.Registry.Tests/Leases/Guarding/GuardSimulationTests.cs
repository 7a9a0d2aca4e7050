using DnsRegistry.Registry.Instances;
using DnsRegistry.Registry.Leases.Guarding;
using DnsRegistry.Testing.Registrations;
using DnsRegistry.Wire.Messages;

namespace DnsRegistry.Registry.Tests.Leases.Guarding;

/// <summary>What a fleet of instances goes through when the network or they themselves fail, seen through DNS.</summary>
public class GuardSimulationTests
{
    private const int Size = 1000;
    private const int PerService = 50;

    private static readonly TimeSpan s_quietTime = TimeSpan.FromSeconds(40);

    [Theory]
    [InlineData(20)]
    [InlineData(120)]
    public async Task Network_cut_takes_nobody_out_of_dns(int seconds)
    {
        await using Fleet fleet = await Fleet.StartAsync(Size);
        await fleet.RunAsync(s_quietTime);
        bool wasOn = false;
        fleet.Watch = () =>
        {
            wasOn |= fleet.Guard is not null;
            Assert.Equal(Size, fleet.Answered);
            Assert.Equal(fleet.Guard is { Held: > 0 } ? ExtendedErrorCode.StaleAnswer : null, fleet.ExtendedError);
        };

        fleet.IsCut = _ => true;
        await fleet.RunAsync(TimeSpan.FromSeconds(seconds));
        fleet.IsCut = _ => false;
        await fleet.RunAsync(s_quietTime);

        Assert.True(wasOn);
        Assert.Null(fleet.Guard);
        Assert.Collection(
            fleet.GuardLines,
            line => Assert.Matches(@"^Warning: The expiry guard holds: \d+ of 1000 leases are silent", line),
            line => Assert.Matches(@"ended after \d+ s: of at most \d+ instances held, 0 left DNS .*, and 0 since", line));
        Assert.All(Enumerable.Range(0, Size), number => Assert.Equal(HealthFaults.None, fleet.Find(number)!.Faults));
    }

    [Fact]
    public async Task Network_cut_for_ever_ends_in_the_ordinary_rule_after_ten_leases()
    {
        await using Fleet fleet = await Fleet.StartAsync(Size);
        await fleet.RunAsync(s_quietTime);

        // The last heartbeat is up to 12 s old now, so the first lease ends in 18 s or more, and the last in 30 s.
        fleet.IsCut = _ => true;
        await fleet.RunAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(Size, fleet.Guard!.Held);
        await fleet.RunAsync(TimeSpan.FromSeconds(287));
        Assert.Equal(Size, fleet.Answered);
        await fleet.RunAsync(TimeSpan.FromSeconds(15));
        Assert.Equal(0, fleet.Answered);
        Assert.Null(fleet.Guard);
        Assert.Matches(
            "of at most 1000 instances held, 0 left DNS since they refused a connection, and 1000 since they did not come back",
            fleet.GuardLines.Last());
        Assert.Equal(Size, fleet.Registered);
        await fleet.RunAsync(TimeSpan.FromSeconds(31));
        Assert.Equal(0, fleet.Registered);
    }

    [Fact]
    public async Task True_death_of_a_few_among_many_is_no_alarm()
    {
        await using Fleet fleet = await Fleet.StartAsync(Size);
        await fleet.RunAsync(s_quietTime);
        fleet.Watch = () => Assert.Null(fleet.Guard);

        fleet.IsCut = number => number < 5;
        await fleet.RunAsync(TimeSpan.FromSeconds(31));

        Assert.Equal(Size - 5, fleet.Answered);
        Assert.Null(fleet.ExtendedError);
    }

    [Fact]
    public async Task Death_of_a_whole_service_among_others_takes_that_one_out_and_is_no_alarm()
    {
        await using Fleet fleet = await Fleet.StartAsync(Size, serviceOf: ServiceOf);
        await fleet.RunAsync(s_quietTime);
        fleet.Watch = () =>
        {
            Assert.Null(fleet.Guard);
            AssertOthersAreAnswered(fleet);
        };

        fleet.IsCut = IsOfTheDead;
        await fleet.RunAsync(TimeSpan.FromSeconds(17));
        Assert.Equal(PerService, fleet.AnsweredOf("s0"));
        await fleet.RunAsync(TimeSpan.FromSeconds(14));

        Assert.Equal(0, fleet.AnsweredOf("s0"));
        Assert.Equal(ExtendedErrorCode.Other, fleet.Registry.Ask("s0.any.svc.").ExtendedError);
    }

    [Fact]
    public async Task Service_that_dies_in_a_network_cut_goes_while_the_others_are_held_and_stays_out_when_they_are_back()
    {
        var probe = new FakeProbe { VerdictOn = number => IsOfTheDead(number) ? ProbeVerdict.Refused : ProbeVerdict.Silent };
        await using Fleet fleet = await Fleet.StartAsync(Size, probe, serviceOf: ServiceOf);
        await fleet.RunAsync(s_quietTime);
        fleet.Watch = () => AssertOthersAreAnswered(fleet);

        fleet.IsCut = _ => true;
        await fleet.RunUntilAsync(() => fleet.AnsweredOf("s0") == 0, atMost: TimeSpan.FromMinutes(1));
        fleet.IsCut = IsOfTheDead;
        await fleet.RunAsync(s_quietTime);

        Assert.Null(fleet.Guard);
        Assert.Contains(", 50 left DNS since they refused a connection, and 0 since", fleet.GuardLines.Last(), StringComparison.Ordinal);
        Assert.Equal(0, fleet.AnsweredOf("s0"));
        Assert.Null(fleet.Registry.Ask("s1.any.svc.").ExtendedError);
    }

    [Fact]
    public async Task Rolling_restart_is_no_alarm()
    {
        await using Fleet fleet = await Fleet.StartAsync(Size);
        await fleet.RunAsync(s_quietTime);
        fleet.Watch = () => Assert.Null(fleet.Guard);

        for (int first = 0; first < Size; first += 100)
        {
            (int from, int to) = (first, first + 100);
            fleet.IsCut = number => number >= from && number < to;
            await fleet.RunAsync(TimeSpan.FromSeconds(8));
            for (int number = from; number < to; number++)
                await fleet.RestartAsync(number);
        }

        Assert.Equal(Size, fleet.Answered);
    }

    [Theory]
    [InlineData(299, false)]
    [InlineData(300, true)]
    public async Task Thirty_percent_trip_it_and_less_do_not(int silent, bool trips)
    {
        await using Fleet fleet = await Fleet.StartAsync(Size);
        await fleet.RunAsync(s_quietTime);

        fleet.IsCut = number => number < silent;
        await fleet.RunAsync(TimeSpan.FromSeconds(32));

        Assert.Equal(trips, fleet.Guard is not null);
        Assert.Equal(trips ? Size : Size - silent, fleet.Answered);
    }

    [Theory]
    [InlineData(9, false)]
    [InlineData(10, true)]
    public async Task Fewer_than_ten_never_trip_it(int size, bool trips)
    {
        await using Fleet fleet = await Fleet.StartAsync(size);
        await fleet.RunAsync(s_quietTime);

        fleet.IsCut = _ => true;
        await fleet.RunAsync(TimeSpan.FromSeconds(32));

        Assert.Equal(trips, fleet.Guard is not null);
        Assert.Equal(trips ? size : 0, fleet.Answered);
    }

    [Fact]
    public async Task Those_that_refuse_a_connection_go_fifteen_percent_a_pass()
    {
        var probe = new FakeProbe { VerdictOn = number => number < 200 ? ProbeVerdict.Refused : number < 300 ? ProbeVerdict.Accepted : ProbeVerdict.Silent };
        await using Fleet fleet = await Fleet.StartAsync(Size, probe);
        await fleet.RunAsync(s_quietTime);
        fleet.IsCut = _ => true;
        await fleet.RunAsync(TimeSpan.FromSeconds(16));
        int before = Size;
        fleet.Watch = () =>
        {
            int now = fleet.Answered;
            Assert.InRange(before - now, 0, 150);
            before = now;
        };

        await fleet.RunUntilAsync(() => fleet.Answered == Size - 200, atMost: TimeSpan.FromMinutes(2));
        await fleet.RunAsync(TimeSpan.FromSeconds(20));

        Assert.Equal(Size - 200, fleet.Guard!.Held);
        Assert.Equal(HealthFaults.LeaseEnded, fleet.Find(0)?.Faults ?? HealthFaults.LeaseEnded);
        Assert.True(fleet.Find(250)!.IsHeld);
    }

    [Fact]
    public async Task Without_a_port_there_is_nothing_to_probe_and_the_instance_stays_held()
    {
        var probe = new FakeProbe { VerdictOn = _ => ProbeVerdict.Refused };
        await using Fleet fleet = await Fleet.StartAsync(20, probe, builder => builder.WithoutPort());
        await fleet.RunAsync(s_quietTime);

        fleet.IsCut = _ => true;
        await fleet.RunAsync(TimeSpan.FromSeconds(60));

        Assert.Equal(20, fleet.Guard!.Held);
        Assert.Empty(probe.Asked);
    }

    [Fact]
    public async Task When_the_others_are_back_the_dead_have_one_lease_left()
    {
        await using Fleet fleet = await Fleet.StartAsync(Size);
        await fleet.RunAsync(s_quietTime);
        fleet.IsCut = number => number < 500;
        await fleet.RunAsync(TimeSpan.FromSeconds(40));
        Assert.Equal(Size, fleet.Answered);

        fleet.IsCut = number => number < 100;
        await fleet.RunAsync(TimeSpan.FromSeconds(20));
        Assert.Equal(100, fleet.Guard!.Held);
        Assert.Equal(Size, fleet.Answered);
        await fleet.RunAsync(TimeSpan.FromSeconds(24));

        Assert.Null(fleet.Guard);
        Assert.Equal(Size - 100, fleet.Answered);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Those_who_left_before_it_tripped_are_brought_back(bool isStoreFailing)
    {
        // They beat so slowly that nobody is overdue before his lease ends: it can only be seen by counting who is lost.
        await using Fleet fleet = await Fleet.StartAsync(0);
        RegistrationBuilder[] slow =
            [.. Enumerable.Range(0, 20)
                .Select(number => new RegistrationBuilder("web", $"s{number}").WithAddress(FakeProbe.AddressOf(number)))];
        foreach (RegistrationBuilder instance in slow)
        {
            await fleet.Registry.RegisterAsync(instance);
            await fleet.RunAsync(TimeSpan.FromSeconds(1));
        }

        await fleet.RunAsync(TimeSpan.FromSeconds(9));
        for (int number = 0; number < 20; number++)
        {
            await fleet.Registry.RenewAsync("web", $"s{number}");
            await fleet.RunAsync(TimeSpan.FromSeconds(1));
        }

        await fleet.RunAsync(TimeSpan.FromSeconds(15));
        Assert.Equal((14, true), (fleet.Answered, fleet.Guard is null));
        if (isStoreFailing)
            fleet.Registry.Store.FailNextCommits(1000);
        await fleet.RunAsync(TimeSpan.FromSeconds(10));
        Assert.Equal((20, 15 + 1), (fleet.Answered, fleet.Guard!.Held));
    }

    private static string ServiceOf(int number) => $"s{number / PerService}";

    private static bool IsOfTheDead(int number) => number < PerService;

    private static void AssertOthersAreAnswered(Fleet fleet) =>
        Assert.All(Enumerable.Range(1, (Size / PerService) - 1), n => Assert.Equal(PerService, fleet.AnsweredOf($"s{n}")));
}
