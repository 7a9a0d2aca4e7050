namespace DnsRegistry.Benchmarks;

/// <summary>
/// The octets that one operation of a benchmark may allocate, at the smallest size it has. A test of every build runs the
/// benchmark's method and compares; a benchmark without this fails that test.
/// </summary>
/// <param name="octets">Octets for each operation.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AllocatesAttribute(long octets) : Attribute
{
    /// <summary>Octets for each operation.</summary>
    public long Octets { get; } = octets;

    /// <summary>
    /// The difference that is no fault, in per cent: where a list grows now and then, or where threads meet by chance. More than
    /// that in either direction fails, so that a saving is checked in, too.
    /// </summary>
    public int WithinPercent { get; init; }

    /// <summary>Whether other threads have a part in the work: then the octets of the whole process count.</summary>
    public bool OnAnyThread { get; init; }
}
