using DnsRegistry.Registry.Commands;

namespace DnsRegistry.Registry.Tests;

/// <summary>How long changes wait for others: no longer than it is of use.</summary>
public class CommitPaceTests
{
    private static readonly TimeSpan s_shortest = TimeSpan.FromMilliseconds(8);
    private static readonly TimeSpan s_longest = TimeSpan.FromMilliseconds(20);

    [Fact]
    public void A_change_that_follows_a_commit_closely_waits_the_shortest_time_when_no_other_comes() =>
        Assert.Equal(8, WaitedMilliseconds(_ => 0));

    [Fact]
    public void While_changes_keep_coming_it_waits_the_longest_time() => Assert.Equal(20, WaitedMilliseconds(_ => 1));

    [Fact]
    public void It_waits_no_longer_once_changes_have_stopped_coming() =>
        Assert.Equal(14, WaitedMilliseconds(millisecond => millisecond <= 10 ? 1 : 0));

    [Fact]
    public void Those_that_all_come_at_once_and_wait_for_their_answers_are_not_kept_for_longer() =>
        Assert.Equal(8, WaitedMilliseconds(millisecond => millisecond == 2 ? 8 : 0));

    [Fact]
    public void Those_are_not_kept_for_what_the_registry_asks_of_itself() =>
        Assert.Equal(8, WaitedMilliseconds(millisecond => millisecond == 2 ? 8 : 0, asking: millisecond => millisecond > 2));

    [Fact]
    public void A_crowd_does_not_wait() => Assert.Equal(6, WaitedMilliseconds(_ => 4));

    [Fact]
    public void A_change_that_comes_alone_does_not_wait() => Assert.Equal(8, WaitedMilliseconds(_ => 0, elapsed: 8));

    [Fact]
    public void The_longest_time_is_never_less_than_the_shortest() =>
        Assert.Equal(8, WaitedMilliseconds(_ => 1, longest: TimeSpan.Zero));

    /// <summary>When the next commit begins, after the beginning of the last one.</summary>
    /// <param name="coming">How many changes come in each millisecond after that.</param>
    /// <param name="elapsed">The millisecond in which the first of them comes.</param>
    /// <param name="longest">The time that changes wait while others keep coming.</param>
    /// <param name="asking">Whether the registry asks something of itself in a millisecond.</param>
    private static long WaitedMilliseconds(
        Func<long, int> coming, long elapsed = 1, TimeSpan? longest = null, Func<long, bool>? asking = null)
    {
        var time = new ReadTime();
        var queue = new CommandQueue(room: 1000, new SeenTime(time));
        var pace = new CommitPace(s_shortest, longest ?? s_longest, time, queue);
        pace.Begin();
        time.Milliseconds = elapsed - 1;
        Add(queue, 1);

        time.Read += millisecond =>
        {
            Add(queue, coming(millisecond));
            if (asking?.Invoke(millisecond) == true)
                Assert.True(queue.TryAdd(new Change()));
        };
        pace.Keep();
        return time.Milliseconds;
    }

    private static void Add(CommandQueue queue, int count)
    {
        for (int i = 0; i < count; i++)
        {
            var change = new Change();
            Assert.True(queue.TryCharge(change) && queue.TryAdd(change));
        }
    }

    /// <summary>A clock that goes on by a millisecond whenever somebody reads it.</summary>
    private sealed class ReadTime : TimeProvider
    {
        /// <summary>Is told each new millisecond.</summary>
        public event Action<long>? Read;

        public long Milliseconds { get; set; }

        public override long TimestampFrequency => 1000;

        public override long GetTimestamp()
        {
            if (Read is null)
                return Milliseconds;

            Read(++Milliseconds);
            return Milliseconds;
        }
    }

    /// <summary>The same clock, which does not go on for that.</summary>
    private sealed class SeenTime(ReadTime time) : TimeProvider
    {
        public override long TimestampFrequency => time.TimestampFrequency;

        public override long GetTimestamp() => time.Milliseconds;
    }

    private sealed class Change : RegistryCommand
    {
        internal override void Plan(CommitPlan plan)
        {
        }

        internal override void Acknowledge()
        {
        }

        internal override void Fail(Exception reason)
        {
        }
    }
}
