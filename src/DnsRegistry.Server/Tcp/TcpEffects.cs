using System.Net;
using DnsRegistry.Server.Metrics;
using DnsRegistry.Server.Mirroring;
using DnsRegistry.Zones;

namespace DnsRegistry.Server.Tcp;

/// <summary>Does what rules want done beside the answers of all connections.</summary>
/// <param name="mirror">Copies queries to other servers.</param>
/// <param name="metrics">Counts what was done.</param>
internal sealed class TcpEffects(QueryMirror mirror, EffectMetrics metrics)
{
    /// <summary>Answers that are delayed at a time, at most: each keeps a workspace.</summary>
    private const int MostDelayed = 128;

    private int _delayed;

    /// <summary>Takes up what a rule has left for one answer.</summary>
    /// <param name="effects">What is to be done.</param>
    /// <param name="response">The answer; empty where it is kept back.</param>
    /// <returns>How long the answer has to wait; <see cref="EndDelay"/> is called behind a wait.</returns>
    internal int Settle(AnswerEffects effects, ReadOnlySpan<byte> response)
    {
        if (effects.IsDropped)
            metrics.CountDrop();
        if (response.IsEmpty)
            return 0;

        foreach (IPEndPoint server in effects.Mirrors)
        {
            if (mirror.Offer(response, server))
                mirror.Wake(1);
        }

        if (effects.DelayMilliseconds == 0)
            return 0;

        bool isDelayed = Interlocked.Increment(ref _delayed) <= MostDelayed;
        metrics.CountDelay(isDelayed);
        if (isDelayed)
            return effects.DelayMilliseconds;

        EndDelay();
        return 0;
    }

    /// <summary>An answer has waited.</summary>
    internal void EndDelay() => Interlocked.Decrement(ref _delayed);
}
