using System.Diagnostics.Metrics;
using DnsRegistry.Server.Query;
using DnsRegistry.Server.Tcp;
using DnsRegistry.Server.Udp;
using DnsRegistry.Wire.Records;

namespace DnsRegistry.Server.Metrics;

/// <summary>Shows what the workers have counted, summed up when somebody asks.</summary>
internal sealed class ServerMetrics : IDisposable
{
    /// <summary>The name of the meter.</summary>
    internal const string MeterName = "DnsRegistry.Server";

    private static readonly (Transport Transport, KeyValuePair<string, object?> Tag)[] s_transports =
        [(Transport.Udp, new("transport", "udp")), (Transport.Tcp, new("transport", "tcp"))];

    private static readonly (Rcode Rcode, KeyValuePair<string, object?> Tag)[] s_rcodes =
        [.. Enum.GetValues<Rcode>().Select(rcode =>
            (rcode, new KeyValuePair<string, object?>("rcode", rcode.ToString().ToUpperInvariant())))];

    private readonly Meter _meter = new(MeterName);
    private readonly Lock _adding = new();
    private volatile QueryCounters[] _counters = [];
    private volatile UdpListener[] _listeners = [];

    /// <summary>Metrics of a server without workers yet.</summary>
    internal ServerMetrics(TcpConnections connections)
    {
        _meter.CreateObservableCounter("dnsregistry.dns.queries", Queries, "{query}", "Requests received, by transport.");
        _meter.CreateObservableCounter("dnsregistry.dns.responses", Responses, "{response}", "Responses sent, by RCODE.");
        _meter.CreateObservableCounter(
            "dnsregistry.dns.dropped", () => Sum(counters => counters.DroppedRequests), "{query}", "Requests met with silence.");
        _meter.CreateObservableCounter(
            "dnsregistry.dns.truncated", () => Sum(counters => counters.TruncatedResponses), "{response}", "Responses with the TC bit.");
        _meter.CreateObservableGauge(
            "dnsregistry.dns.tcp.connections", () => connections.Count, "{connection}", "TCP connections open now.");
        _meter.CreateObservableCounter(
            "dnsregistry.dns.tcp.refused", () => connections.RefusedCount, "{connection}", "TCP connections closed at once for a limit.");
        _meter.CreateObservableGauge(
            "dnsregistry.dns.udp.steered",
            () => _listeners.Count(listener => listener.IsSteered),
            "{address}",
            "Addresses where the thread of the processor that a datagram came in on answers it.");
    }

    /// <summary>Counts one more worker in.</summary>
    internal void Add(QueryCounters counters)
    {
        lock (_adding)
            _counters = [.. _counters, counters];
    }

    /// <summary>Counts one more address in.</summary>
    internal void Add(UdpListener listener)
    {
        lock (_adding)
            _listeners = [.. _listeners, listener];
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    private IEnumerable<Measurement<long>> Queries() => s_transports.Select(
        entry => new Measurement<long>(Sum(counters => counters.Queries(entry.Transport)), entry.Tag));

    private IEnumerable<Measurement<long>> Responses() => s_rcodes.Select(
        entry => new Measurement<long>(Sum(counters => counters.Responses(entry.Rcode)), entry.Tag));

    private long Sum(Func<QueryCounters, long> count) => _counters.Sum(count);
}
