using DnsRegistry.LoadGenerator.Http;
using DnsRegistry.LoadGenerator.Layout;

namespace DnsRegistry.LoadGenerator.Workloads;

/// <summary>Registers a range of the layout once, one instance a call or many.</summary>
/// <param name="layout">The instances.</param>
/// <param name="first">The number of the first.</param>
/// <param name="count">How many.</param>
/// <param name="perCall">Instances of a call; 1 for a call of its own path each.</param>
internal sealed class Registrations(ServiceLayout layout, long first, long count, int perCall) : IWorkload
{
    private readonly long _end = Math.Min(first + count, layout.Count);
    private long _next = first;

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Next(RequestWriter writer, out int items)
    {
        long from = Interlocked.Add(ref _next, perCall) - perCall;
        items = (int)Math.Clamp(_end - from, 0, perCall);
        if (items == 0)
            return [];
        return perCall == 1 ? writer.Register(layout[from]) : writer.RegisterMany(from, items);
    }

    /// <inheritdoc/>
    public bool IsRight(in HttpReply reply, int items) => perCall == 1
        ? reply.Status is 200 or 201
        : reply.Status == 200 && reply.Body.IndexOf("\"refused\":0,"u8) >= 0;
}
