using System.Diagnostics.Metrics;
using DnsRegistry.Registry.Metrics;

namespace DnsRegistry.Registry.Ejection;

/// <summary>What operators see of circuit breaking.</summary>
internal sealed class EjectionMetrics : IDisposable
{
    private readonly Meter _meter = new(RegistryMetrics.MeterName);
    private readonly Counter<long> _reports;
    private readonly Counter<long> _ejections;

    /// <summary>Metrics of one book.</summary>
    /// <param name="ejected">Instances that are out now.</param>
    internal EjectionMetrics(Func<int> ejected)
    {
        _reports = _meter.CreateCounter<long>("dnsregistry.ejection.reports", "{report}", "Outcomes that callers reported.");
        _ejections = _meter.CreateCounter<long>(
            "dnsregistry.ejection.ejections",
            "{ejection}",
            "Ejections, and those that were refused because too much of the service was out.");
        _meter.CreateObservableGauge("dnsregistry.ejection.ejected", ejected, "{instance}", "Instances that are ejected now.");
    }

    /// <summary>A report came.</summary>
    internal void Record(OutcomeReport report) =>
        _reports.Add(report.Count, new KeyValuePair<string, object?>("outcome", report.IsFailure ? "failure" : "success"));

    /// <summary>An instance was ejected, or would have been.</summary>
    internal void RecordEjection(bool isEjected) =>
        _ejections.Add(1, new KeyValuePair<string, object?>("outcome", isEjected ? "ejected" : "refused"));

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();
}
