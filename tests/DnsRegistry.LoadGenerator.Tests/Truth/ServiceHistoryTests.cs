using DnsRegistry.LoadGenerator.Layout;
using DnsRegistry.LoadGenerator.Truth;

namespace DnsRegistry.LoadGenerator.Tests.Truth;

/// <summary>Which states count for a question, when a change is sent at 100 and acknowledged at 200.</summary>
public class ServiceHistoryTests
{
    private static readonly InstanceSpec?[] s_before = [ServiceLayout.At(0, 0)];
    private static readonly InstanceSpec?[] s_after = [null];

    [Fact]
    public void Answer_that_came_before_the_change_was_sent_shows_the_old_state() =>
        Assert.Equal([s_before], Changed().Possible(50, 99));

    [Fact]
    public void Either_state_may_be_shown_while_the_change_is_under_way()
    {
        Assert.Equal([s_before, s_after], Changed().Possible(50, 100));
        Assert.Equal([s_before, s_after], Changed().Possible(120, 150));
        Assert.Equal([s_before, s_after], Changed().Possible(200, 300));
    }

    [Fact]
    public void Question_that_was_sent_after_the_acknowledgement_shows_the_new_state() =>
        Assert.Equal([s_after], Changed().Possible(201, 300));

    [Fact]
    public void Change_that_is_not_acknowledged_rules_nothing_out()
    {
        var history = new ServiceHistory(s_before);
        history.Begin(s_after, 100);

        Assert.Equal([s_before, s_after], history.Possible(1000, 1001));
    }

    private static ServiceHistory Changed()
    {
        var history = new ServiceHistory(s_before);
        history.Begin(s_after, 100);
        history.Acknowledge(200);
        return history;
    }
}
