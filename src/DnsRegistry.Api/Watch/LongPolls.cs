using DnsRegistry.Api.Http;
using DnsRegistry.Api.Problems;
using DnsRegistry.Api.Services;
using DnsRegistry.Registry;
using DnsRegistry.Registry.Changes;
using Microsoft.AspNetCore.Http;

namespace DnsRegistry.Api.Watch;

/// <summary>Holds answers back until there is news.</summary>
/// <param name="registry">Tells what changes.</param>
/// <param name="watchers">Those that wait already.</param>
internal sealed class LongPolls(ServiceRegistry registry, Watchers watchers)
{
    /// <summary>Answers when there is news of interest, or the wait is over: at once for those who do not wait.</summary>
    /// <param name="context">The call.</param>
    /// <param name="query">What is asked for, and whether the caller waits.</param>
    /// <param name="service">The service of interest; null for all.</param>
    /// <param name="answer">Answers with what is then.</param>
    public Task AnswerAsync(HttpContext context, ListQuery query, string? service, ListAnswer answer)
    {
        // An index that is no longer known, or not yet: of another registry, or of one that was restored. Consul has it that
        // such a caller begins anew.
        if (query.Poll is not PollQuery poll || registry.Watch(poll.Index, service) is not ChangeCursor news)
            return watchers.Guard.WatchOverAsync(context, ListAsync(context, query, service, answer));

        var waiting = new LongPoll(context, news, watchers, poll.EndsAtMilliseconds(watchers.NowMilliseconds));
        if (watchers.TryAdd(waiting))
            return waiting.AnswerAsync(answer, query);

        news.Dispose();
        return new Problem(ProblemKind.TooManyWatchers).WriteAsync(context);
    }

    private static async Task ListAsync(HttpContext context, ListQuery query, string? service, ListAnswer answer)
    {
        await ReceivingThread.Leave();
        await answer(context, service, query);
    }
}
