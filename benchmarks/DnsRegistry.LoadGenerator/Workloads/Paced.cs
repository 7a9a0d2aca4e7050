using System.Diagnostics;
using DnsRegistry.LoadGenerator.Http;

namespace DnsRegistry.LoadGenerator.Workloads;

/// <summary>A workload at a fixed rate: as many things a second as so many instances really do, for as long as one likes.</summary>
/// <param name="workload">What is done.</param>
/// <param name="perSecond">Things a second.</param>
internal sealed class Paced(IWorkload workload, int perSecond) : IWorkload
{
    private long _begun;
    private long _items;

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Next(RequestWriter writer, out int items)
    {
        ReadOnlySpan<byte> request = workload.Next(writer, out items);
        if (request.IsEmpty)
            return request;

        long now = Stopwatch.GetTimestamp();
        long begun = Interlocked.CompareExchange(ref _begun, now, 0);
        long before = Interlocked.Add(ref _items, items) - items;
        double seconds = ((double)before / perSecond) - Stopwatch.GetElapsedTime(begun == 0 ? now : begun).TotalSeconds;
        if (seconds > 0)
            Thread.Sleep(TimeSpan.FromSeconds(seconds));
        return request;
    }

    /// <inheritdoc/>
    public bool IsRight(in HttpReply reply, int items) => workload.IsRight(reply, items);
}
