using DnsRegistry.Api.Problems;
using DnsRegistry.Registry;
using DnsRegistry.Registry.Changes;
using Microsoft.AspNetCore.Http;

namespace DnsRegistry.Api.Watch;

/// <summary>Holds answers back until there is news.</summary>
/// <param name="registry">Tells what changes.</param>
/// <param name="watchers">Those that wait already.</param>
/// <param name="time">Measures the waits.</param>
internal sealed class LongPolls(ServiceRegistry registry, Watchers watchers, TimeProvider time)
{
    /// <summary>Answers when there is news of interest, or the wait is over: at once for those who do not wait.</summary>
    /// <param name="context">The call.</param>
    /// <param name="poll">What the caller has seen; null when it does not wait.</param>
    /// <param name="service">The service of interest; null for all.</param>
    /// <param name="answer">Answers with what is then.</param>
    public Task AnswerAsync(HttpContext context, PollQuery? poll, string? service, Func<Task> answer)
    {
        // An index that is no longer known, or not yet: of another registry, or of one that was restored. Consul has it that
        // such a caller begins anew.
        if (poll is null || registry.Watch(poll.Index, service) is not ChangeCursor news)
            return answer();

        var waiting = new LongPoll(context, news, watchers);
        if (watchers.TryAdd(waiting))
            return waiting.AnswerAsync(poll.WaitWithJitter(Random.Shared.NextDouble()), time, answer);

        news.Dispose();
        return new Problem(ProblemKind.TooManyWatchers).WriteAsync(context);
    }
}
