namespace DnsRegistry.Wire.Records.Presentation;

/// <summary>
/// A comma-separated list inside a parameter value. It is escaped a second time, so that an item may hold a comma or a
/// backslash (RFC 9460 appendix A.1).
/// </summary>
internal static class SvcValueList
{
    /// <summary>Protocol names, each behind a length octet (RFC 9460 §7.1.1).</summary>
    internal static bool TryConvertAlpn(ReadOnlySpan<byte> list, out byte[] value)
    {
        value = [];
        var octets = new List<byte>();
        var item = new List<byte>();
        for (int i = 0; i <= list.Length; i++)
        {
            bool isEnd = i == list.Length || list[i] == ',';
            if (!isEnd)
            {
                if (list[i] == '\\' && ++i == list.Length)
                    return false;

                item.Add(list[i]);
                continue;
            }

            if (item.Count is 0 or > byte.MaxValue)
                return false;

            octets.Add((byte)item.Count);
            octets.AddRange(item);
            item.Clear();
        }

        value = [.. octets];
        return true;
    }
}
