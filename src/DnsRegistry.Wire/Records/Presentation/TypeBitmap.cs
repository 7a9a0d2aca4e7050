namespace DnsRegistry.Wire.Records.Presentation;

/// <summary>The type bit maps of NSEC, NSEC3 and CSYNC (RFC 4034 §4.1.2): windows of 256 types, empty ones left out.</summary>
internal static class TypeBitmap
{
    private const int WindowOctets = 32;

    /// <summary>All words that are left are types; none is fine.</summary>
    internal static bool TypesToEnd(this RdataFields fields)
    {
        var types = new SortedSet<ushort>();
        while (fields.HasMore)
        {
            fields.TryTake("type", out PresentationToken token);
            if (!RecordTypeName.TryParse(token.Text, out RecordType type))
                return fields.Fail($"'{token.Text}' is not a record type");

            types.Add((ushort)type);
        }

        foreach (IGrouping<int, ushort> window in types.GroupBy(type => type >> 8))
            AppendWindow(fields, window.Key, window);
        return true;
    }

    private static void AppendWindow(RdataFields fields, int window, IEnumerable<ushort> types)
    {
        Span<byte> bits = stackalloc byte[WindowOctets];
        bits.Clear();
        foreach (ushort type in types)
            bits[(type & 0xFF) >> 3] |= (byte)(0x80 >> (type & 7));

        int used = bits.LastIndexOfAnyExcept((byte)0) + 1;
        fields.Append([(byte)window, (byte)used]);
        fields.Append(bits[..used]);
    }
}
