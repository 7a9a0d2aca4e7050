using DnsRegistry.Api.Access;
using DnsRegistry.Api.Http;
using DnsRegistry.Api.Services;
using DnsRegistry.Registry.Changes;
using Microsoft.AspNetCore.Http;

namespace DnsRegistry.Api.Watch;

/// <summary>One call whose answer is held back until there is news, or its wait is over.</summary>
/// <param name="context">The call.</param>
/// <param name="changes">What the client does not know yet.</param>
/// <param name="all">Those that are open, and what they share.</param>
/// <param name="endsAtMilliseconds">When the wait is over, on the monotonic clock.</param>
internal sealed class LongPoll(HttpContext context, ChangeCursor changes, Watchers all, long endsAtMilliseconds)
    : Watcher(context, changes, all)
{
    /// <inheritdoc/>
    public override long EndsAtMilliseconds => endsAtMilliseconds;

    /// <summary>Waits, then answers. Closes the cursor in between.</summary>
    /// <param name="answer">Answers with what is then.</param>
    /// <param name="query">What is asked for.</param>
    public async Task AnswerAsync(ListAnswer answer, ListQuery query)
    {
        await ReceivingThread.Leave();
        try
        {
            StandingVerdict verdict;
            try
            {
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
                await (verdict.Refusal?.WriteAsync(Context) ?? answer(Context, Changes.Service, query));
        }
        catch (Exception exception)
        {
            await All.Guard.AnswerAsync(Context, exception);
        }
    }

    /// <summary>Looks, too, whether the wait is over.</summary>
    /// <inheritdoc/>
    public override void Tick(long nowMilliseconds, DateTimeOffset now)
    {
        base.Tick(nowMilliseconds, now);
        if (nowMilliseconds >= endsAtMilliseconds)
            Stop();
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
