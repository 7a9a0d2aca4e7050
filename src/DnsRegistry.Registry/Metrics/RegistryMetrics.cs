using System.Diagnostics.Metrics;

namespace DnsRegistry.Registry.Metrics;

/// <summary>What the registry shows of itself. Nothing is kept for it that would not be there anyway.</summary>
internal sealed class RegistryMetrics : IDisposable
{
    /// <summary>The name of the meter.</summary>
    internal const string MeterName = "DnsRegistry.Registry";

    /// <summary>From a fast disk to one that is in trouble.</summary>
    private static readonly double[] s_commitSeconds = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

    private readonly Meter _meter;
    private readonly Histogram<double> _commitDuration;
    private long _commits;
    private long _storeFailures;
    private long _refusals;

    /// <summary>Metrics of a registry.</summary>
    /// <param name="state">Whose numbers they are.</param>
    /// <param name="scope">Tells the metrics of one registry from those of another in the same process.</param>
    internal RegistryMetrics(RegistryState state, object scope)
    {
        _meter = new Meter(MeterName, version: null, tags: null, scope);
        Leases = new LeaseMetrics(_meter, state);
        _meter.CreateObservableGauge("dnsregistry.registry.instances", () => state.Count, "{instance}", "Instances registered.");
        _meter.CreateObservableGauge(
            "dnsregistry.registry.critical", () => state.CriticalCount, "{instance}", "Instances registered that are not passing.");
        _meter.CreateObservableGauge(
            "dnsregistry.registry.services", () => state.ServiceCount, "{service}", "Services with instances or settings.");
        _meter.CreateObservableGauge(
            "dnsregistry.registry.overrides", () => state.OverrideCount, "{override}", "Overrides of operators.");
        _meter.CreateObservableGauge(
            "dnsregistry.registry.revision", () => state.Revision, "{revision}", "The revision of the last visible change.");
        _meter.CreateObservableCounter(
            "dnsregistry.writer.refused", () => Volatile.Read(ref _refusals), "{change}", "Calls refused since too much waited.");
        _meter.CreateObservableCounter(
            "dnsregistry.store.commits", () => Volatile.Read(ref _commits), "{commit}", "Commits that were made durable.");
        _meter.CreateObservableCounter(
            "dnsregistry.store.failures", () => Volatile.Read(ref _storeFailures), "{commit}", "Commits that the store refused.");
        _commitDuration = _meter.CreateHistogram(
            "dnsregistry.store.commit.duration", "s", "How long the store took to make a commit durable.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = s_commitSeconds });
    }

    /// <summary>What became of leases.</summary>
    internal LeaseMetrics Leases { get; }

    /// <summary>Shows how much waits for the writer.</summary>
    /// <param name="length">Changes that wait.</param>
    internal void ShowQueue(Func<int> length) =>
        _meter.CreateObservableGauge("dnsregistry.writer.queue", length, "{change}", "Changes that wait for the writer.");

    /// <summary>A commit is durable. Writer only.</summary>
    internal void NoteCommit(TimeSpan took)
    {
        _commits++;
        _commitDuration.Record(took.TotalSeconds);
    }

    /// <summary>A call was refused, since too much waits for the writer.</summary>
    internal void NoteRefusal() => Interlocked.Increment(ref _refusals);

    /// <summary>A commit failed. Writer only.</summary>
    internal void NoteStoreFailure() => _storeFailures++;

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();
}
