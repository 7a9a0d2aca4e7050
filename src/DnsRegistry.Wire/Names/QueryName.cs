namespace DnsRegistry.Wire.Names;

/// <summary>The QNAME of one query, lower-cased, with the place of every label. It lives in the caller's buffers.</summary>
public readonly ref struct QueryName
{
    /// <summary>Labels that a name of 255 octets can have, the root label included.</summary>
    public const int MaxLabels = 128;

    private readonly ReadOnlySpan<byte> _labelOffsets;

    /// <summary>A name over buffers that the caller keeps.</summary>
    /// <param name="wire">The lower-cased wire form, root label included.</param>
    /// <param name="labelOffsets">Where each label begins in it, the root label included.</param>
    public QueryName(ReadOnlySpan<byte> wire, ReadOnlySpan<byte> labelOffsets)
    {
        Wire = wire;
        _labelOffsets = labelOffsets;
    }

    /// <summary>The whole name in wire form, lower-cased.</summary>
    public ReadOnlySpan<byte> Wire { get; }

    /// <summary>Labels, the root label not counted.</summary>
    public int LabelCount => _labelOffsets.Length - 1;

    /// <summary>Octets before the label with this index; <see cref="LabelCount"/> gives the root label.</summary>
    public int OffsetOf(int label) => _labelOffsets[label];

    /// <summary>The wire form from this label on: an ancestor's name.</summary>
    public ReadOnlySpan<byte> From(int label) => Wire[_labelOffsets[label]..];

    /// <summary>The label with this index from the left, without its length octet.</summary>
    public ReadOnlySpan<byte> Label(int index)
    {
        int offset = _labelOffsets[index];
        return Wire.Slice(offset + 1, Wire[offset]);
    }
}
