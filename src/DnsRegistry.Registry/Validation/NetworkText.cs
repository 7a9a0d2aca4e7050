using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace DnsRegistry.Registry.Validation;

/// <summary>Reads networks and addresses with a port as strictly as <see cref="AddressText"/> reads addresses.</summary>
public static class NetworkText
{
    /// <summary>Reads a network: <c>10.1.0.0/16</c>, <c>fd00:1::/32</c>.</summary>
    /// <returns>The rule that the text breaks, or null.</returns>
    public static string? FaultOf(string text, out IPNetwork network)
    {
        ArgumentNullException.ThrowIfNull(text);
        network = default;
        int slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 && TryAddress(text, out IPAddress alone))
            return $"'{text}' is an address; the network of it alone is {new IPNetwork(alone, 8 * alone.GetAddressBytes().Length)}";
        if (slash < 0 || !TryAddress(text[..slash], out IPAddress address))
            return $"'{text}' is not a network, such as 10.1.0.0/16 or fd00:1::/32";

        int bits = address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128;
        if (!byte.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out byte length) || length > bits)
            return $"'{text}' has no prefix length from 0 to {bits} behind its slash";

        // The framework would quietly clear the bits behind the prefix.
        network = new IPNetwork(address, length);
        return network.BaseAddress.Equals(address) ? null : $"'{text}' has bits set behind the first {length}";
    }

    /// <summary>Reads an address and a port that can be sent to: <c>10.0.0.53:53</c>, <c>[fd00::53]:53</c>.</summary>
    /// <returns>The rule that the text breaks, or null.</returns>
    public static string? FaultOfEndPoint(string text, out IPEndPoint endPoint)
    {
        ArgumentNullException.ThrowIfNull(text);
        endPoint = new IPEndPoint(IPAddress.None, 0);
        int colon = text.LastIndexOf(':');
        string host = colon < 0 ? "" : text[..colon];
        bool isBracketed = host is ['[', .., ']'];
        if (!TryAddress(isBracketed ? host[1..^1] : host, out IPAddress address)
            || isBracketed != (address.AddressFamily == AddressFamily.InterNetworkV6))
        {
            return $"'{text}' is not ADDRESS:PORT, such as 10.0.0.53:53 or [fd00::53]:53";
        }

        if (AddressText.FaultOf(isBracketed ? host[1..^1] : host, out _) is string fault)
            return fault;
        if (!ushort.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out ushort port) || port == 0)
            return $"'{text}' has no port from 1 to 65535 behind its last colon";

        endPoint = new IPEndPoint(address, port);
        return null;
    }

    /// <summary>An address in its usual writing; unlike an instance's it may be the unspecified one, which begins many networks.</summary>
    private static bool TryAddress(string text, out IPAddress address)
    {
        bool isBare = !text.Contains('%', StringComparison.Ordinal) && !text.Contains('[', StringComparison.Ordinal);
        bool isAddress = IPAddress.TryParse(isBare ? text : "", out IPAddress? parsed);
        address = parsed ?? IPAddress.None;
        return isAddress && !address.IsIPv4MappedToIPv6
            && (address.AddressFamily == AddressFamily.InterNetworkV6 || address.ToString() == text);
    }
}
