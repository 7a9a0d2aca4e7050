using System.Diagnostics.Metrics;
using DnsRegistry.Registry.Instances;
using DnsRegistry.Registry.Metrics;

namespace DnsRegistry.Registry.Health;

/// <summary>What operators see of the checks.</summary>
internal sealed class HealthMetrics : IDisposable
{
    private static readonly string[] s_kinds = ["tcp", "http", "grpc"];

    private readonly Meter _meter = new(RegistryMetrics.MeterName);
    private readonly Counter<long> _runs;

    /// <summary>Metrics of one monitor.</summary>
    /// <param name="instances">Instances that are checked.</param>
    /// <param name="failing">Those of them that fail.</param>
    /// <param name="running">Checks under way.</param>
    internal HealthMetrics(Func<int> instances, Func<int> failing, Func<int> running)
    {
        _runs = _meter.CreateCounter<long>("dnsregistry.checks.runs", "{check}", "Checks made, by kind and outcome.");
        _meter.CreateObservableGauge("dnsregistry.checks.instances", instances, "{instance}", "Instances that are checked.");
        _meter.CreateObservableGauge(
            "dnsregistry.checks.failing", failing, "{instance}", "Instances that are out of DNS because their checks fail.");
        _meter.CreateObservableGauge("dnsregistry.checks.running", running, "{check}", "Checks that are being made.");
    }

    /// <summary>A check was made.</summary>
    internal void Record(HealthCheckKind kind, bool hasPassed) => _runs.Add(
        1,
        new KeyValuePair<string, object?>("kind", s_kinds[(int)kind]),
        new KeyValuePair<string, object?>("outcome", hasPassed ? "passed" : "failed"));

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();
}
