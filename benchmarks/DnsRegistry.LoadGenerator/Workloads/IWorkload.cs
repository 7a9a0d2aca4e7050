using DnsRegistry.LoadGenerator.Http;

namespace DnsRegistry.LoadGenerator.Workloads;

/// <summary>Which calls to make, and what is right to be answered. Several threads ask at the same time.</summary>
internal interface IWorkload
{
    /// <summary>The next request; empty when there is none.</summary>
    /// <param name="writer">Writes requests; each thread has its own.</param>
    /// <param name="items">How many things the call does.</param>
    ReadOnlySpan<byte> Next(RequestWriter writer, out int items);

    /// <summary>Whether the answer is right.</summary>
    /// <param name="reply">The answer.</param>
    /// <param name="items">How many things the call was to do.</param>
    bool IsRight(in HttpReply reply, int items);
}
