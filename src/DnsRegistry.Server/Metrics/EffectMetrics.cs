using System.Diagnostics.Metrics;

namespace DnsRegistry.Server.Metrics;

/// <summary>What route rules make a server do beside answering, in numbers.</summary>
internal sealed class EffectMetrics : IDisposable
{
    private readonly Meter _meter = new(ServerMetrics.MeterName);
    private long _delayed;
    private long _notDelayed;
    private long _kept;
    private long _sent;
    private long _answered;
    private long _different;
    private long _timeouts;
    private long _notSent;

    /// <summary>Nothing has happened yet.</summary>
    internal EffectMetrics()
    {
        Create("dnsregistry.faults.delayed", () => Delayed, "{response}", "Responses that a rule delayed.");
        Create(
            "dnsregistry.faults.not_delayed",
            () => NotDelayed,
            "{response}",
            "Responses sent at once, since too many were delayed already.");
        Create("dnsregistry.faults.dropped", () => Dropped, "{response}", "Responses that a rule kept back.");
        Create("dnsregistry.mirror.sent", () => MirrorSent, "{query}", "Queries copied to another DNS server.");
        Create("dnsregistry.mirror.answered", () => MirrorAnswered, "{response}", "Copies that the other server has answered.");
        Create("dnsregistry.mirror.different", () => MirrorDifferent, "{response}", "Copies answered with another RCODE or other records.");
        Create("dnsregistry.mirror.timeouts", () => MirrorTimeouts, "{query}", "Copies that were not answered in time.");
        Create(
            "dnsregistry.mirror.dropped", () => MirrorDropped, "{query}", "Queries that were not copied: too many at once, or too long.");
    }

    /// <summary>Responses that were sent later.</summary>
    internal long Delayed => Volatile.Read(ref _delayed);

    /// <summary>Responses that were to be sent later, and were sent at once.</summary>
    internal long NotDelayed => Volatile.Read(ref _notDelayed);

    /// <summary>Responses that were not sent.</summary>
    internal long Dropped => Volatile.Read(ref _kept);

    /// <summary>Copies sent.</summary>
    internal long MirrorSent => Volatile.Read(ref _sent);

    /// <summary>Copies answered.</summary>
    internal long MirrorAnswered => Volatile.Read(ref _answered);

    /// <summary>Copies answered otherwise than here.</summary>
    internal long MirrorDifferent => Volatile.Read(ref _different);

    /// <summary>Copies not answered in time.</summary>
    internal long MirrorTimeouts => Volatile.Read(ref _timeouts);

    /// <summary>Queries that were not copied.</summary>
    internal long MirrorDropped => Volatile.Read(ref _notSent);

    /// <summary>A response is sent later, or would have been.</summary>
    internal void CountDelay(bool isDelayed) => Interlocked.Increment(ref isDelayed ? ref _delayed : ref _notDelayed);

    /// <summary>A response is not sent.</summary>
    internal void CountDrop() => Interlocked.Increment(ref _kept);

    /// <summary>A copy was sent, or could not be.</summary>
    internal void CountMirror(bool isSent) => Interlocked.Increment(ref isSent ? ref _sent : ref _notSent);

    /// <summary>A copy was answered.</summary>
    internal void CountMirrorAnswer(bool isDifferent)
    {
        Interlocked.Increment(ref _answered);
        if (isDifferent)
            Interlocked.Increment(ref _different);
    }

    /// <summary>A copy was not answered.</summary>
    internal void CountMirrorTimeout() => Interlocked.Increment(ref _timeouts);

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    private void Create(string name, Func<long> observe, string unit, string description) =>
        _meter.CreateObservableCounter(name, observe, unit, description);
}
