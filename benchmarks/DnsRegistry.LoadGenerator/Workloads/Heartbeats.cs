using System.Diagnostics;
using DnsRegistry.LoadGenerator.Http;
using DnsRegistry.LoadGenerator.Layout;

namespace DnsRegistry.LoadGenerator.Workloads;

/// <summary>Renews instances one by one, round and round, until the time is over.</summary>
/// <param name="layout">The instances.</param>
/// <param name="duration">How long.</param>
internal sealed class Heartbeats(ServiceLayout layout, TimeSpan duration) : IWorkload
{
    private readonly long _end = Stopwatch.GetTimestamp() + (long)(duration.TotalSeconds * Stopwatch.Frequency);
    private long _next = -1;

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Next(RequestWriter writer, out int items)
    {
        items = 1;
        return Stopwatch.GetTimestamp() >= _end ? [] : writer.Heartbeat(layout[Interlocked.Increment(ref _next) % layout.Count]);
    }

    /// <inheritdoc/>
    public bool IsRight(in HttpReply reply, int items) => reply.Status == 200;
}
