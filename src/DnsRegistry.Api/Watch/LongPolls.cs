using DnsRegistry.Registry;
using DnsRegistry.Registry.Changes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace DnsRegistry.Api.Watch;

/// <summary>Holds answers back until there is news.</summary>
/// <param name="registry">Tells what changes.</param>
/// <param name="time">Measures the waits.</param>
/// <param name="lifetime">When the server stops, every wait is over.</param>
internal sealed class LongPolls(ServiceRegistry registry, TimeProvider time, IHostApplicationLifetime lifetime)
{
    /// <summary>Answers when there is news of interest, or the wait is over: at once for those who do not wait.</summary>
    /// <param name="context">The call.</param>
    /// <param name="poll">What the caller has seen; null when it does not wait.</param>
    /// <param name="service">The service of interest; null for all.</param>
    /// <param name="answer">Answers with what is then.</param>
    public Task AnswerAsync(HttpContext context, PollQuery? poll, string? service, Func<Task> answer) =>
        poll is null ? answer() : WaitAsync(context, poll, service, answer);

    private async Task WaitAsync(HttpContext context, PollQuery poll, string? service, Func<Task> answer)
    {
        // An index that is no longer known, or not yet: of another registry, or of one that was restored. Consul has it that
        // such a caller begins anew.
        using (ChangeCursor? news = registry.Watch(poll.Index, service))
        {
            if (news is not null)
                await new Wait(news).UntilAsync(
                    poll.WaitWithJitter(Random.Shared.NextDouble()), time, context.RequestAborted, lifetime.ApplicationStopping);
        }

        context.RequestAborted.ThrowIfCancellationRequested();
        await answer();
    }

    /// <summary>One wait. Whatever ends it wakes the cursor.</summary>
    private sealed class Wait(ChangeCursor news)
    {
        private volatile bool _isOver;

        public async Task UntilAsync(TimeSpan wait, TimeProvider time, CancellationToken aborted, CancellationToken stopping)
        {
            await using ITimer timer = time.CreateTimer(static wait => ((Wait)wait!).End(), this, wait, Timeout.InfiniteTimeSpan);
            using CancellationTokenRegistration gone = aborted.UnsafeRegister(static wait => ((Wait)wait!).End(), this);
            using CancellationTokenRegistration stopped = stopping.UnsafeRegister(static wait => ((Wait)wait!).End(), this);
            while (news.Read() is null && !news.HasLagged && !_isOver)
                await news.WaitAsync();
        }

        private void End()
        {
            _isOver = true;
            news.Wake();
        }
    }
}
