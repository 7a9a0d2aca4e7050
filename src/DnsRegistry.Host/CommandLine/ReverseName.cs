using System.Globalization;
using System.Net;
using System.Text;

namespace DnsRegistry.Host.CommandLine;

/// <summary>The name under which the PTR record of an address stands.</summary>
internal static class ReverseName
{
    /// <summary>Octets below <c>in-addr.arpa.</c> (RFC 1035 §3.5), nibbles below <c>ip6.arpa.</c> (RFC 3596 §2.5), last first.</summary>
    public static string Of(IPAddress address)
    {
        byte[] octets = address.GetAddressBytes();
        var name = new StringBuilder();
        foreach (byte octet in octets.Reverse())
        {
            if (octets.Length == 4)
                name.Append(octet).Append('.');
            else
                name.Append(CultureInfo.InvariantCulture, $"{octet & 0xF:x}.{octet >> 4:x}.");
        }

        return name.Append(octets.Length == 4 ? "in-addr.arpa." : "ip6.arpa.").ToString();
    }
}
