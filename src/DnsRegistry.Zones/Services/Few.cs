using System.Diagnostics.CodeAnalysis;

namespace DnsRegistry.Zones.Services;

/// <summary>
/// An immutable list that has its element in place when there is only one: most services have one cell, most cells one block.
/// An array around it would be one more object that each change makes, and one more that each query reads.
/// </summary>
/// <typeparam name="T">What is in it.</typeparam>
internal readonly struct Few<T>
{
    /// <summary>Stands where an array would: the one element is in place.</summary>
    private static readonly T[] s_one = new T[1];

    private readonly T? _sole;
    private readonly T[]? _several;

    private Few(T sole) => (_sole, _several) = (sole, s_one);

    private Few(T[] several) => _several = several;

    /// <summary>How many there are.</summary>
    internal int Count => _several?.Length ?? 0;

    /// <summary>All of them.</summary>
    [UnscopedRef]
    internal ReadOnlySpan<T> Items => Count == 1 ? new ReadOnlySpan<T>(in _sole!) : _several;

    /// <summary>The list with others in the place of some.</summary>
    /// <param name="at">Where.</param>
    /// <param name="removed">How many make way, from there on.</param>
    /// <param name="added">What comes in their place.</param>
    internal Few<T> With(int at, int removed, params ReadOnlySpan<T> added)
    {
        ReadOnlySpan<T> items = Items;
        int count = items.Length - removed + added.Length;
        if (count == 0)
            return default;
        if (count == 1)
            return new Few<T>(added.Length == 1 ? added[0] : at > 0 ? items[0] : items[^1]);

        var several = new T[count];
        items[..at].CopyTo(several);
        added.CopyTo(several.AsSpan(at));
        items[(at + removed)..].CopyTo(several.AsSpan(at + added.Length));
        return new Few<T>(several);
    }
}
