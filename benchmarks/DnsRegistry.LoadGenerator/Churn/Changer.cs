using System.Diagnostics;
using System.Net.Sockets;
using DnsRegistry.LoadGenerator.Http;
using DnsRegistry.LoadGenerator.Layout;
using DnsRegistry.LoadGenerator.Measuring;

namespace DnsRegistry.LoadGenerator.Churn;

/// <summary>Makes changes at a fixed rate over one connection, to services that nobody else changes.</summary>
/// <param name="server">Where to call.</param>
/// <param name="layout">The names.</param>
/// <param name="services">The services.</param>
/// <param name="choose">Where the choices come from.</param>
/// <param name="witness">Is told of each change; null when nobody wants to know.</param>
internal sealed class Changer(Uri server, ServiceLayout layout, ServiceTruth[] services, Random choose, IChangeWitness? witness)
    : IDisposable
{
    private readonly RequestWriter _writer = new(layout, server.Authority);
    private readonly RegistryConnection _connection = server.Connect();

    /// <summary>Makes changes until the time is over.</summary>
    /// <param name="perSecond">How many a second; fewer when the server takes longer than that.</param>
    /// <param name="duration">How long.</param>
    /// <param name="tally">Counts.</param>
    public void Run(double perSecond, TimeSpan duration, CallTally tally)
    {
        long interval = (long)(Stopwatch.Frequency / perSecond);
        long due = Stopwatch.GetTimestamp() + choose.NextInt64(interval);
        long end = Stopwatch.GetTimestamp() + (long)(duration.TotalSeconds * Stopwatch.Frequency);
        try
        {
            for (; due < end && Stopwatch.GetTimestamp() < end; due += interval)
            {
                for (long now; (now = Stopwatch.GetTimestamp()) < due;)
                    Thread.Sleep((int)Math.Ceiling((due - now) * 1000.0 / Stopwatch.Frequency));
                ServiceTruth truth = services[choose.Next(services.Length)];
                if (!TryMake(truth.Change(out int instance), truth, instance, tally))
                    return;
            }

            Restore(new CallTally { Faults = tally.Faults });
        }
        catch (Exception exception) when (exception is SocketException or InvalidDataException)
        {
            tally.Faults.Add(exception.Message);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();

    /// <summary>Leaves the server as it was found, as fast as it goes.</summary>
    private void Restore(CallTally uncounted)
    {
        foreach (ServiceTruth truth in services)
        {
            while (truth.TryRestore(out InstanceSpec registered))
            {
                if (!TryMake(registered, truth, registered.Instance, uncounted))
                    return;
            }
        }
    }

    /// <summary>Makes a change that the truth has already gone through.</summary>
    /// <returns><see langword="false"/> when the server refused: what holds now is not known any more.</returns>
    private bool TryMake(InstanceSpec? next, ServiceTruth truth, int instance, CallTally tally)
    {
        ReadOnlySpan<byte> request = next is { } registered
            ? _writer.Register(registered)
            : _writer.Deregister(ServiceLayout.At(truth.Service, instance));
        long sentAt = Stopwatch.GetTimestamp();
        witness?.OnSending(truth.Service, truth.Instances);
        HttpReply reply = _connection.Call(request);
        if (reply.Status is not (200 or 201))
        {
            tally.Faults.Add(reply.ToString());
            return false;
        }

        witness?.OnAcknowledged(truth.Service);
        tally.Latency.Record(Stopwatch.GetTimestamp() - sentAt);
        tally.Items++;
        return true;
    }
}
