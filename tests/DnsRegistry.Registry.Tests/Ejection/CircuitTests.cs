using DnsRegistry.Registry.Ejection;

namespace DnsRegistry.Registry.Tests.Ejection;

public class CircuitTests
{
    private static readonly EjectionPolicy s_policy = EjectionPolicy.Default;

    private readonly Circuit _circuit = new();
    private long _now = 1_000_000;

    [Fact]
    public void Failures_in_a_row_from_two_callers_eject()
    {
        Assert.False(Fail("a", 4));
        Assert.True(Fail("b"));
    }

    [Fact]
    public void One_caller_alone_ejects_nobody() => Assert.False(Fail("a", 1000));

    [Fact]
    public void One_caller_is_enough_where_the_policy_says_so()
    {
        EjectionPolicy policy = s_policy with { Reporters = 1 };

        Assert.False(Fail("a", 4, policy));
        Assert.True(Fail("a", 1, policy));
    }

    [Fact]
    public void Success_begins_the_row_anew()
    {
        Fail("a", 2);
        Fail("b", 2);
        Succeed("a");

        Assert.False(Fail("b", 4));
        Assert.True(Fail("a"));
    }

    [Fact]
    public void Failures_further_apart_than_the_window_are_no_row()
    {
        for (int i = 0; i < 20; i++)
        {
            Assert.False(Fail(i % 2 == 0 ? "a" : "b"));
            _now += 30_001;
        }
    }

    [Fact]
    public void Share_of_failures_ejects_without_a_row()
    {
        for (int i = 0; i < 9; i++)
        {
            Succeed("a");
            Assert.False(Fail(i % 2 == 0 ? "a" : "b"));
        }

        Succeed("b");
        Assert.True(Fail("b"));
    }

    [Fact]
    public void Share_says_nothing_of_few_reports_or_of_old_ones()
    {
        EjectionPolicy policy = s_policy with { ConsecutiveFailures = 0 };
        Fail("a", 9, policy);
        Assert.False(Fail("b", 10, policy));
        _now += 40_000;
        Assert.False(Fail("a", 10, policy));
        Assert.True(Fail("b", 10, policy));
    }

    [Fact]
    public void Smaller_share_than_the_policy_asks_for_ejects_nobody()
    {
        EjectionPolicy policy = s_policy with { ConsecutiveFailures = 0, FailureShare = 0.5 };
        _circuit.Report(new OutcomeReport(false, 500, "a"), policy, _now);
        Fail("a", 300, policy);

        Assert.False(Fail("b", 199, policy));
        Assert.True(Fail("b", 1, policy));
    }

    [Fact]
    public void Nothing_ejects_where_it_is_switched_off()
    {
        Fail("a", 1000, s_policy with { IsEnabled = false });

        Assert.False(Fail("b", 1000, s_policy with { IsEnabled = false }));
    }

    [Theory]
    [InlineData(1, 30)]
    [InlineData(2, 60)]
    [InlineData(3, 120)]
    [InlineData(4, 240)]
    [InlineData(5, 300)]
    [InlineData(1_000, 300)]
    public void Each_ejection_is_twice_as_long_up_to_the_longest(int ejection, int seconds) =>
        Assert.Equal(seconds * 1000, s_policy.MillisecondsOf(ejection));

    [Fact]
    public void One_failure_on_trial_ejects_again_and_for_longer()
    {
        Eject();
        Assert.Equal(30_000, _circuit.EndsAtMilliseconds - _now);
        Readmit();

        Assert.True(Fail("a"));
        _circuit.Eject(s_policy, _now);

        Assert.Equal(60_000, _circuit.EndsAtMilliseconds - _now);
        Assert.Equal(2, _circuit.View(s_policy, _now).Ejections);
    }

    [Fact] // Otherwise one caller with a broken network could keep an instance out for ever.
    public void Caller_that_alone_ended_one_trial_does_not_end_the_next()
    {
        Eject();
        Readmit();
        Assert.True(Fail("a"));
        _circuit.Eject(s_policy, _now);
        Readmit();

        Assert.False(Fail("a"));
        Assert.True(Fail("b"));
    }

    [Fact]
    public void Successes_end_the_trial()
    {
        Eject();
        Readmit();
        for (int i = 0; i < Circuit.TrialSuccesses; i++)
        {
            Assert.Equal(CircuitState.Trial, _circuit.View(s_policy, _now).State);
            Succeed("a");
        }

        Assert.Equal(CircuitState.Closed, _circuit.View(s_policy, _now).State);
        Assert.False(Fail("a"));
    }

    [Fact]
    public void Window_without_a_failure_ends_the_trial()
    {
        Eject();
        Readmit();

        _now += 29_999;
        Assert.Equal(CircuitState.Trial, _circuit.View(s_policy, _now).State);
        _now += 1;
        Assert.Equal(CircuitState.Closed, _circuit.View(s_policy, _now).State);
        Assert.False(Fail("a"));
    }

    [Fact]
    public void Former_ejections_are_forgotten_one_by_one_while_it_behaves()
    {
        Eject();
        Readmit();
        Fail("a");
        _circuit.Eject(s_policy, _now);
        Readmit();
        Succeed("a", 3);
        Assert.Equal(2, _circuit.View(s_policy, _now).Ejections);

        _now += 300_000;
        Assert.Equal(1, _circuit.View(s_policy, _now).Ejections);
        _now += 300_000;
        Assert.Equal(0, _circuit.View(s_policy, _now).Ejections);
        Assert.True(_circuit.IsIdle(s_policy, _now));

        Eject();
        Assert.Equal(30_000, _circuit.EndsAtMilliseconds - _now);
    }

    [Fact]
    public void Reports_while_it_is_out_change_nothing()
    {
        Eject();
        long end = _circuit.EndsAtMilliseconds;

        Assert.False(Fail("a", 1000));
        Assert.False(Fail("b", 1000));
        Succeed("a", 1000);

        Assert.Equal((CircuitState.Ejected, end), (_circuit.State, _circuit.EndsAtMilliseconds));
        Readmit();
        Assert.Equal(0, _circuit.View(s_policy, _now).FailuresInARow);
    }

    [Fact]
    public void Any_number_of_callers_takes_the_room_of_sixteen()
    {
        EjectionPolicy policy = s_policy with { Reporters = EjectionPolicy.MaxReporters, ConsecutiveFailures = 5 };
        for (int i = 0; i < EjectionPolicy.MaxReporters - 1; i++)
            Assert.False(Fail($"caller {i}", 1, policy));
        Assert.True(Fail("another", 1, policy));

        for (int i = 0; i < 1000; i++)
            Fail($"further {i}", 1, policy);
        Assert.Equal(EjectionPolicy.MaxReporters, _circuit.View(policy, _now).Reporters);
    }

    private void Eject()
    {
        Fail("a", 4);
        Assert.True(Fail("b"));
        _circuit.Eject(s_policy, _now);
    }

    private void Readmit()
    {
        _now = _circuit.EndsAtMilliseconds;
        _circuit.Readmit(s_policy, _now);
    }

    private bool Fail(string reporter, int count = 1, EjectionPolicy? policy = null) =>
        _circuit.Report(new OutcomeReport(true, count, reporter), policy ?? s_policy, _now);

    private void Succeed(string reporter, int count = 1) =>
        Assert.False(_circuit.Report(new OutcomeReport(false, count, reporter), s_policy, _now));
}
