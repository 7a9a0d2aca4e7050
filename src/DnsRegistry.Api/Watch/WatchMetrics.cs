using System.Diagnostics.Metrics;

namespace DnsRegistry.Api.Watch;

/// <summary>What those who watch show of themselves.</summary>
internal sealed class WatchMetrics : IDisposable
{
    /// <summary>The name of the meter.</summary>
    internal const string MeterName = "DnsRegistry.Api";

    private static readonly (CutOffReason Reason, string Word)[] s_reasons =
        [(CutOffReason.Lagged, "lagged"), (CutOffReason.Stuck, "stuck"), (CutOffReason.Refused, "refused")];

    private readonly Meter _meter;
    private readonly long[] _cutOff = new long[s_reasons.Length];
    private long _tooMany;

    /// <summary>Metrics of these watchers.</summary>
    /// <param name="streams">How many event streams are open.</param>
    /// <param name="polls">How many long polls wait.</param>
    /// <param name="scope">Tells the metrics of one API from those of another in the same process.</param>
    public WatchMetrics(Func<int> streams, Func<int> polls, object scope)
    {
        _meter = new Meter(MeterName, version: null, tags: null, scope);
        _meter.CreateObservableGauge(
            "dnsregistry.watch.watchers",
            () => (Measurement<long>[])[Measure(streams(), "kind", "stream"), Measure(polls(), "kind", "poll")],
            "{watcher}",
            "Event streams that are open, and long polls that wait.");
        _meter.CreateObservableCounter(
            "dnsregistry.watch.refused", () => Volatile.Read(ref _tooMany), "{call}", "Calls refused since there were too many watchers.");
        _meter.CreateObservableCounter(
            "dnsregistry.watch.cut_off",
            () => s_reasons.Select(entry => Measure(Volatile.Read(ref _cutOff[(int)entry.Reason]), "reason", entry.Word)),
            "{stream}",
            "Event streams that the server ended.");
    }

    /// <summary>A watcher was refused: there are too many.</summary>
    public void NoteTooMany() => Interlocked.Increment(ref _tooMany);

    /// <summary>A stream was ended.</summary>
    public void NoteCutOff(CutOffReason reason) => Interlocked.Increment(ref _cutOff[(int)reason]);

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    private static Measurement<long> Measure(long value, string name, string word) =>
        new(value, new KeyValuePair<string, object?>(name, word));
}
