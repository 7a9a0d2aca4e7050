using DnsRegistry.Wire.Names;

namespace DnsRegistry.Zones.Services;

/// <summary>Reads the names below <c>in-addr.arpa</c> (RFC 1035 §3.5) and <c>ip6.arpa</c> (RFC 3596 §2.5).</summary>
internal static class ReverseNameSyntax
{
    /// <summary>The top of the reverse names of IPv4.</summary>
    internal static DomainName IPv4Root { get; } = DomainName.Parse("in-addr.arpa.");

    /// <summary>The top of the reverse names of IPv6.</summary>
    internal static DomainName IPv6Root { get; } = DomainName.Parse("ip6.arpa.");

    /// <summary>Reads the address, or the leading bits of one, that a name stands for.</summary>
    /// <param name="name">A name below one of the two roots.</param>
    /// <param name="isIPv6">Below which.</param>
    /// <param name="bits">The address or prefix.</param>
    /// <returns><see langword="false"/> when the name stands for none.</returns>
    internal static bool TryRead(in QueryName name, bool isIPv6, out AddressBits bits)
    {
        int labels = name.LabelCount - 2;
        int octetsPerAddress = isIPv6 ? 32 : 4;
        bits = default;
        if (labels < 1 || labels > octetsPerAddress)
            return false;

        int unit = isIPv6 ? 4 : 8;
        UInt128 value = isIPv6 ? 0 : (UInt128)0xFFFF;
        for (int i = labels - 1; i >= 0; i--)
        {
            int part = isIPv6 ? ReadNibble(name.Label(i)) : ReadOctet(name.Label(i));
            if (part < 0)
                return false;
            value = (value << unit) | (uint)part;
        }

        int shift = unit * (octetsPerAddress - labels);
        bits = new AddressBits(value << shift, 128 - shift);
        return true;
    }

    private static int ReadNibble(ReadOnlySpan<byte> label) => label switch
    {
        [>= (byte)'0' and <= (byte)'9'] => label[0] - '0',
        [>= (byte)'a' and <= (byte)'f'] => label[0] - 'a' + 10,
        _ => -1,
    };

    private static int ReadOctet(ReadOnlySpan<byte> label)
    {
        // One spelling an address: no leading zeros.
        if (label.Length is 0 or > 3 || (label.Length > 1 && label[0] == (byte)'0'))
            return -1;

        int value = 0;
        foreach (byte digit in label)
        {
            if (digit is < (byte)'0' or > (byte)'9')
                return -1;
            value = (value * 10) + (digit - '0');
        }

        return value <= byte.MaxValue ? value : -1;
    }
}
