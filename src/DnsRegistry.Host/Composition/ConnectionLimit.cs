using System.Diagnostics.Metrics;
using DnsRegistry.Host.Configuration;
using Microsoft.AspNetCore.Connections;

namespace DnsRegistry.Host.Composition;

/// <summary>
/// Closes HTTP connections at once that are too many. Kestrel's own limit has an asynchronous method and a feature around each
/// connection: 230 octets for as long as it lives. This one is called back when a connection is over, for 90.
/// </summary>
internal sealed class ConnectionLimit : IDisposable
{
    private readonly int _max;
    private readonly Meter _meter = new("DnsRegistry.Http");
    private readonly Action _leave;
    private int _open;
    private long _refused;

    /// <summary>The limit of these settings.</summary>
    public ConnectionLimit(LoadedConfiguration configuration)
    {
        _max = configuration.Settings.Http.MaxConnections;
        _leave = () => Interlocked.Decrement(ref _open);
        _meter.CreateObservableCounter(
            "dnsregistry.http.refused",
            () => Volatile.Read(ref _refused),
            "{connection}",
            "HTTP connections closed at once, since there were too many.");
    }

    /// <summary>Lets connections through as long as there is room.</summary>
    public ConnectionDelegate Around(ConnectionDelegate next) => connection =>
    {
        if (Interlocked.Increment(ref _open) > _max)
        {
            _leave();
            Interlocked.Increment(ref _refused);
            return Task.CompletedTask;
        }

        Task served = next(connection);
        served.GetAwaiter().UnsafeOnCompleted(_leave);
        return served;
    };

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();
}
