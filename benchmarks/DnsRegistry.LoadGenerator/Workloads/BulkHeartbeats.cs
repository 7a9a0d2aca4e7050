using System.Diagnostics;
using System.Text;
using DnsRegistry.LoadGenerator.Http;
using DnsRegistry.LoadGenerator.Layout;

namespace DnsRegistry.LoadGenerator.Workloads;

/// <summary>Renews many instances a call, round and round, until the time is over. The calls are written beforehand.</summary>
internal sealed class BulkHeartbeats : IWorkload
{
    private readonly List<(byte[] Request, int Items)> _calls = [];
    private readonly long _duration;
    private long _end;
    private int _next = -1;

    /// <summary>Writes the calls.</summary>
    /// <param name="layout">The instances.</param>
    /// <param name="perCall">Instances of a call.</param>
    /// <param name="host">What the server is called in the <c>Host</c> field.</param>
    /// <param name="duration">How long, from the first call on.</param>
    public BulkHeartbeats(ServiceLayout layout, int perCall, string host, TimeSpan duration)
    {
        _duration = (long)(duration.TotalSeconds * Stopwatch.Frequency);
        var writer = new RequestWriter(layout, host);
        for (long first = 0; first < layout.Count; first += perCall)
        {
            int items = (int)Math.Min(perCall, layout.Count - first);
            _calls.Add((writer.HeartbeatMany(first, items).ToArray(), items));
        }
    }

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Next(RequestWriter writer, out int items)
    {
        long now = Stopwatch.GetTimestamp();
        Interlocked.CompareExchange(ref _end, now + _duration, 0);
        (byte[] request, items) = _calls[(int)((uint)Interlocked.Increment(ref _next) % (uint)_calls.Count)];
        return now >= Volatile.Read(ref _end) ? [] : request;
    }

    /// <inheritdoc/>
    public bool IsRight(in HttpReply reply, int items) => reply.Status == 200
        && reply.Body.StartsWith(Encoding.ASCII.GetBytes($"{{\"renewed\":{items},\"unknown\":[]"));
}
