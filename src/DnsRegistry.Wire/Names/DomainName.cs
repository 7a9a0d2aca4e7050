using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace DnsRegistry.Wire.Names;

/// <summary>
/// An absolute domain name, kept lower-cased in wire form: length octets and labels, closed by the empty root label
/// (RFC 1035 §3.1). Comparison therefore ignores case (RFC 4343).
/// </summary>
public sealed class DomainName : IEquatable<DomainName>, IComparable<DomainName>
{
    /// <summary>Octets of the longest name, the root label included (RFC 1035 §2.3.4).</summary>
    public const int MaxOctets = 255;

    /// <summary>Octets of the longest label, its length octet not counted (RFC 1035 §2.3.4).</summary>
    public const int MaxLabelOctets = 63;

    private readonly byte[] _wire;

    private DomainName(byte[] wire)
    {
        _wire = wire;
        for (int offset = 0; wire[offset] != 0; offset += wire[offset] + 1)
            LabelCount++;
    }

    /// <summary>The root, <c>.</c>.</summary>
    public static DomainName Root { get; } = new([0]);

    /// <summary>The name in wire form, lower-cased and uncompressed.</summary>
    public ReadOnlySpan<byte> Wire => _wire;

    /// <summary>Labels, the root label not counted.</summary>
    public int LabelCount { get; }

    /// <summary>Whether this is the root.</summary>
    public bool IsRoot => _wire.Length == 1;

    /// <summary>Whether the first label is <c>*</c> (RFC 4592 §2.1.1).</summary>
    public bool IsWildcard => _wire is [1, (byte)'*', ..];

    /// <summary>The name without its first label; the root is its own parent.</summary>
    public DomainName Parent => IsRoot ? this : new DomainName(_wire[(_wire[0] + 1)..]);

    /// <summary>The name of a wire form that is known to be valid: whole, uncompressed, at most 255 octets.</summary>
    /// <exception cref="ArgumentException">The octets are not exactly one valid name.</exception>
    public static DomainName FromWire(ReadOnlySpan<byte> wire)
    {
        if (!NameSyntax.IsWholeName(wire))
            throw new ArgumentException("Not one uncompressed domain name.", nameof(wire));

        byte[] copy = new byte[wire.Length];
        LetterCase.CopyLower(wire, copy);
        return new DomainName(copy);
    }

    /// <summary>Reads an absolute name; the closing dot may be missing.</summary>
    /// <exception cref="FormatException">The text is not a domain name.</exception>
    public static DomainName Parse(string text) =>
        TryParse(text, Root, out DomainName? name, out NameFault fault)
            ? name
            : throw new FormatException($"'{text}' is not a domain name: {fault.Describe()}.");

    /// <summary>Reads an absolute name; the closing dot may be missing.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out DomainName? name) =>
        TryParse(text, Root, out name, out _);

    /// <summary>Reads a name in presentation form with the escapes of RFC 1035 §5.1 (<c>\.</c>, <c>\032</c>).</summary>
    /// <param name="text">The text. Without a closing dot it is relative to <paramref name="origin"/>; <c>@</c> is the origin.</param>
    /// <param name="origin">What a relative name is completed with.</param>
    /// <param name="name">The name, or null.</param>
    /// <param name="fault">Why it was refused.</param>
    public static bool TryParse(
        ReadOnlySpan<char> text, DomainName origin, [NotNullWhen(true)] out DomainName? name, out NameFault fault)
    {
        ArgumentNullException.ThrowIfNull(origin);
        name = null;
        if (text is "@")
        {
            name = origin;
            fault = NameFault.None;
            return true;
        }

        Span<byte> wire = stackalloc byte[MaxOctets];
        if (!NameSyntax.TryReadText(text, origin.Wire, wire, out int length, out fault))
            return false;

        LetterCase.ToLower(wire[..length]);
        name = new DomainName(wire[..length].ToArray());
        return true;
    }

    /// <summary>This name with one more label in front.</summary>
    /// <returns><see langword="false"/> when the label or the whole would be too long, or the label is empty.</returns>
    public bool TryPrepend(ReadOnlySpan<byte> label, [NotNullWhen(true)] out DomainName? name)
    {
        name = null;
        if (label.Length is 0 or > MaxLabelOctets || label.Length + 1 + _wire.Length > MaxOctets)
            return false;

        byte[] wire = new byte[label.Length + 1 + _wire.Length];
        wire[0] = (byte)label.Length;
        LetterCase.CopyLower(label, wire.AsSpan(1));
        _wire.CopyTo(wire.AsSpan(1 + label.Length));
        name = new DomainName(wire);
        return true;
    }

    /// <summary>Whether this name is <paramref name="ancestor"/> or lies below it.</summary>
    public bool IsAtOrBelow(DomainName ancestor)
    {
        ArgumentNullException.ThrowIfNull(ancestor);
        int surplus = LabelCount - ancestor.LabelCount;
        return surplus >= 0 && WireFromLabel(surplus).SequenceEqual(ancestor.Wire);
    }

    /// <summary>The wire form from the label with this index on, counted from the left; a name of its own.</summary>
    public ReadOnlySpan<byte> WireFromLabel(int index)
    {
        int offset = 0;
        for (; index > 0; index--)
            offset += _wire[offset] + 1;
        return _wire.AsSpan(offset);
    }

    /// <summary>The label with this index, counted from the left, without its length octet.</summary>
    public ReadOnlySpan<byte> Label(int index)
    {
        ReadOnlySpan<byte> from = WireFromLabel(index);
        return from.Slice(1, from[0]);
    }

    /// <inheritdoc/>
    public bool Equals(DomainName? other) => other is not null && Wire.SequenceEqual(other.Wire);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as DomainName);

    /// <inheritdoc/>
    public override int GetHashCode() => (int)NameHash.Of(_wire);

    /// <summary>Canonical order (RFC 4034 §6.1): by labels from the right.</summary>
    public int CompareTo(DomainName? other)
    {
        if (other is null)
            return 1;

        int shared = Math.Min(LabelCount, other.LabelCount);
        for (int fromRight = 1; fromRight <= shared; fromRight++)
        {
            int order = Label(LabelCount - fromRight).SequenceCompareTo(other.Label(other.LabelCount - fromRight));
            if (order != 0)
                return order;
        }

        return LabelCount.CompareTo(other.LabelCount);
    }

    /// <summary>The presentation form with its closing dot, special octets escaped.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(_wire.Length);
        NameSyntax.AppendText(text, _wire);
        return text.ToString();
    }

    /// <summary>Whether two names are the same, case ignored.</summary>
    public static bool operator ==(DomainName? left, DomainName? right) => left?.Equals(right) ?? right is null;

    /// <summary>Whether two names differ.</summary>
    public static bool operator !=(DomainName? left, DomainName? right) => !(left == right);

    /// <summary>Canonical order (RFC 4034 §6.1).</summary>
    public static bool operator <(DomainName? left, DomainName? right) => Comparer<DomainName>.Default.Compare(left, right) < 0;

    /// <summary>Canonical order (RFC 4034 §6.1).</summary>
    public static bool operator >(DomainName? left, DomainName? right) => right < left;

    /// <summary>Canonical order (RFC 4034 §6.1).</summary>
    public static bool operator <=(DomainName? left, DomainName? right) => !(right < left);

    /// <summary>Canonical order (RFC 4034 §6.1).</summary>
    public static bool operator >=(DomainName? left, DomainName? right) => !(left < right);
}
