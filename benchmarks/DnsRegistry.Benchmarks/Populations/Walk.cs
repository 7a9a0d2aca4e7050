namespace DnsRegistry.Benchmarks.Populations;

/// <summary>
/// Visits all of many things in large steps, so that the next one is never a neighbour of the last: at a million of them
/// the processor's caches hold none of it, as in a busy registry.
/// </summary>
/// <param name="count">How many things there are; not a multiple of the step, which is a prime number.</param>
internal struct Walk(int count)
{
    private const int Step = 7919;

    private int _at;

    /// <summary>The index of the next one.</summary>
    internal int Next() => _at = (_at + Step) % count;
}
