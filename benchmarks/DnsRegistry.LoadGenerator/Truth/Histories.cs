using System.Diagnostics;
using DnsRegistry.LoadGenerator.Churn;
using DnsRegistry.LoadGenerator.Layout;

namespace DnsRegistry.LoadGenerator.Truth;

/// <summary>The histories of all services, and which of them changes just now.</summary>
/// <param name="layout">The services, all as <c>register</c> leaves them.</param>
internal sealed class Histories(ServiceLayout layout) : IChangeWitness
{
    private readonly ServiceHistory[] _services =
    [
        .. Enumerable.Range(0, layout.Services).Select(service => new ServiceHistory(
            [.. Enumerable.Range(0, layout.PerService).Select(instance => (InstanceSpec?)ServiceLayout.At(service, instance))])),
    ];

    private volatile int _changedLast;

    /// <summary>The service that a change was sent for last: the one worth asking about.</summary>
    public int ChangedLast => _changedLast;

    /// <summary>The history of a service.</summary>
    public ServiceHistory this[int service] => _services[service];

    /// <inheritdoc/>
    public void OnSending(int service, ReadOnlySpan<InstanceSpec?> instances)
    {
        _services[service].Begin(instances.ToArray(), Stopwatch.GetTimestamp());
        _changedLast = service;
    }

    /// <inheritdoc/>
    public void OnAcknowledged(int service) => _services[service].Acknowledge(Stopwatch.GetTimestamp());
}
