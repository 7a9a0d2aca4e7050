using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace DnsRegistry.Wire.Records.Presentation;

/// <summary>A (RFC 1035 §3.4.1) and AAAA (RFC 3596 §2.2).</summary>
internal static class AddressRdata
{
    internal const int IPv4Octets = 4;
    internal const int IPv6Octets = 16;

    internal static bool ReadIPv4(RdataFields fields)
    {
        if (!fields.TryTake("address", out PresentationToken token))
            return false;

        return TryParseIPv4(token.Text, out byte[] octets)
            ? fields.Append(octets)
            : fields.Fail($"'{token.Text}' is not an IPv4 address");
    }

    internal static bool ReadIPv6(RdataFields fields)
    {
        if (!fields.TryTake("address", out PresentationToken token))
            return false;

        return TryParseIPv6(token.Text, out byte[] octets)
            ? fields.Append(octets)
            : fields.Fail($"'{token.Text}' is not an IPv6 address");
    }

    /// <summary>Four decimal numbers. IPAddress would also take "1.2" and octal, which nobody means in a zone file.</summary>
    internal static bool TryParseIPv4(string text, out byte[] octets)
    {
        octets = new byte[IPv4Octets];
        string[] parts = text.Split('.');
        if (parts.Length != IPv4Octets)
            return false;

        for (int i = 0; i < parts.Length; i++)
        {
            if (parts[i].Length > 3 || !byte.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out octets[i]))
                return false;
        }

        return true;
    }

    internal static bool TryParseIPv6(string text, out byte[] octets)
    {
        octets = [];

        // A scope ("%eth0") and brackets are good for URLs and sockets, not for records.
        if (text.AsSpan().ContainsAny('%', '[', '/')
            || !IPAddress.TryParse(text, out IPAddress? address)
            || address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return false;
        }

        octets = address.GetAddressBytes();
        return true;
    }
}
