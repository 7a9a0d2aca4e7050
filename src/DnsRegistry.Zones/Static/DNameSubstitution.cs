using DnsRegistry.Wire.Names;

namespace DnsRegistry.Zones.Static;

/// <summary>Replaces the owner of a DNAME at the end of a name by its target (RFC 6672 §2.2).</summary>
internal static class DNameSubstitution
{
    /// <summary>Makes the name that a DNAME leads to.</summary>
    /// <param name="name">A name below the DNAME's owner.</param>
    /// <param name="owner">The DNAME's owner.</param>
    /// <param name="target">The DNAME's target.</param>
    /// <param name="octets">Room for a name, not that of <paramref name="name"/>.</param>
    /// <param name="offsets">Room for the offsets of its labels; those of <paramref name="name"/> may stand there.</param>
    /// <param name="result">The new name, in that room.</param>
    /// <returns><see langword="false"/> when it would have more than 255 octets.</returns>
    internal static bool TryApply(
        scoped QueryName name, DomainName owner, NameTarget target, Span<byte> octets, Span<byte> offsets, out QueryName result)
    {
        int labels = name.LabelCount - owner.LabelCount;
        int kept = name.OffsetOf(labels);
        int length = kept + target.Name.Wire.Length;
        if (length > DomainName.MaxOctets)
        {
            result = default;
            return false;
        }

        name.Wire[..kept].CopyTo(octets);
        target.Name.Wire.CopyTo(octets[kept..]);
        for (int i = 0; i < labels; i++)
            offsets[i] = (byte)name.OffsetOf(i);

        ReadOnlySpan<byte> targetOffsets = target.LabelOffsets;
        for (int i = 0; i < targetOffsets.Length; i++)
            offsets[labels + i] = (byte)(kept + targetOffsets[i]);

        result = new QueryName(octets[..length], offsets[..(labels + targetOffsets.Length)]);
        return true;
    }
}
