using DnsRegistry.Api.Access;
using DnsRegistry.Registry.Changes;
using Microsoft.AspNetCore.Http;

namespace DnsRegistry.Api.Watch;

/// <summary>One call whose answer is held back until there is news, or its wait is over.</summary>
/// <param name="context">The call.</param>
/// <param name="changes">What the client does not know yet.</param>
/// <param name="all">Those that are open, and what they share.</param>
internal sealed class LongPoll(HttpContext context, ChangeCursor changes, Watchers all) : Watcher(context, changes, all)
{
    /// <summary>Waits, then answers. Closes the cursor in between.</summary>
    /// <param name="wait">How long to wait for news.</param>
    /// <param name="time">Measures it.</param>
    /// <param name="answer">Answers with what is then.</param>
    public async Task AnswerAsync(TimeSpan wait, TimeProvider time, Func<Task> answer)
    {
        StandingVerdict verdict;
        try
        {
            await using ITimer timer = time.CreateTimer(static poll => ((LongPoll)poll!).Stop(), this, wait, Timeout.InfiniteTimeSpan);

            // A caller that sees less than before is answered with what that is: to it the list has changed.
            while (!(verdict = Judge()).SeesLess && !HasNews() && !IsStopped)
                await Changes.WaitAsync();
        }
        finally
        {
            All.Remove(this);
            Changes.Dispose();
        }

        if (!IsGone)
            await (verdict.Refusal?.WriteAsync(Context) ?? answer());
    }

    private bool HasNews()
    {
        while (Changes.Read() is { } change)
        {
            if (Context.MayRead(change.Service))
                return true;
        }

        return Changes.HasLagged;
    }
}
