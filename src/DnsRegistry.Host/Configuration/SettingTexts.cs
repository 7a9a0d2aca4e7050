using System.Globalization;
using System.Net;
using System.Net.Sockets;
using DnsRegistry.Host.Tls;
using DnsRegistry.Registry.Validation;
using DnsRegistry.Wire.Names;

namespace DnsRegistry.Host.Configuration;

/// <summary>Reads the values that stand as text in the configuration. Each method returns the rule that the text breaks, or null.</summary>
internal static class SettingTexts
{
    private static readonly DomainName s_inAddrArpa = DomainName.Parse("in-addr.arpa.");
    private static readonly DomainName s_ip6Arpa = DomainName.Parse("ip6.arpa.");

    /// <summary>An address and a port: <c>127.0.0.1:53</c>, <c>[::1]:53</c>.</summary>
    public static string? EndPoint(string text, out IPEndPoint endPoint)
    {
        endPoint = new IPEndPoint(IPAddress.None, 0);
        int colon = text.LastIndexOf(':');
        if (colon < 0 || !TryAddress(text[..colon], isBracketed: true, out IPAddress address))
            return $"'{text}' is not ADDRESS:PORT, such as 127.0.0.1:1053 or [::1]:1053";
        if (!ushort.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out ushort port))
            return $"'{text}' has no port from 0 to 65535 behind its last colon";

        endPoint = new IPEndPoint(address, port);
        return null;
    }

    /// <summary>An address that somebody can be reached at.</summary>
    public static string? Address(string text, out IPAddress address) => AddressText.FaultOf(text, out address);

    /// <summary>A network: <c>10.1.0.0/16</c>, <c>fd00:1::/32</c>.</summary>
    public static string? Network(string text, out IPNetwork network)
    {
        network = default;
        int slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 && TryAddress(text, isBracketed: false, out IPAddress alone))
            return $"'{text}' is an address; the network of it alone is {new IPNetwork(alone, 8 * alone.GetAddressBytes().Length)}";
        if (slash < 0 || !TryAddress(text[..slash], isBracketed: false, out IPAddress address))
            return $"'{text}' is not a network, such as 10.1.0.0/16 or fd00:1::/32";

        int bits = address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128;
        if (!byte.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out byte length) || length > bits)
            return $"'{text}' has no prefix length from 0 to {bits} behind its slash";

        // The framework would quietly clear the bits behind the prefix.
        network = new IPNetwork(address, length);
        if (!network.BaseAddress.Equals(address))
            return $"'{text}' has bits set behind the first {length}";
        return null;
    }

    /// <summary>A domain name of letters, digits and hyphens, other than the root.</summary>
    public static string? HostName(string text, out DomainName name)
    {
        name = DomainName.Root;
        if (!DomainName.TryParse(text, DomainName.Root, out DomainName? parsed, out NameFault fault))
            return $"'{text}' is not a domain name: {fault.Describe()}";
        if (parsed.IsRoot)
            return "the root cannot be used here";

        for (int i = 0; i < parsed.LabelCount; i++)
        {
            if (!IsHostLabel(parsed.Label(i)))
                return $"'{text}' may hold only labels of letters, digits and inner hyphens";
        }

        name = parsed;
        return null;
    }

    /// <summary>A zone below <c>in-addr.arpa.</c> (octets) or <c>ip6.arpa.</c> (nibbles).</summary>
    public static string? ReverseZone(string text, out DomainName name)
    {
        string? fault = HostName(text, out name);
        if (fault is not null)
            return fault;

        bool isReverse =
            (name.IsAtOrBelow(s_inAddrArpa) && HasOnlyNumbers(name, s_inAddrArpa, most: 4, NumberStyles.None))
            || (name.IsAtOrBelow(s_ip6Arpa) && HasOnlyNumbers(name, s_ip6Arpa, most: 32, NumberStyles.AllowHexSpecifier));
        return isReverse ? null : $"'{text}' is not a reverse zone, such as 10.in-addr.arpa. or 0.0.d.f.ip6.arpa.";
    }

    /// <summary>The least severe messages to log.</summary>
    public static string? Level(string text, out LogLevel level)
    {
        (string? fault, level) = text.ToUpperInvariant() switch
        {
            "DEBUG" => (null, LogLevel.Debug),
            "INFORMATION" => (null, LogLevel.Information),
            "WARNING" => (null, LogLevel.Warning),
            "ERROR" => (null, LogLevel.Error),
            _ => ($"'{text}' is not Debug, Information, Warning or Error", LogLevel.None),
        };
        return fault;
    }

    /// <summary>Whether clients show certificates.</summary>
    public static string? ClientCertificates(string text, out ClientCertificates clients)
    {
        (string? fault, clients) = text.ToUpperInvariant() switch
        {
            "NONE" => (null, Tls.ClientCertificates.None),
            "ALLOWED" => (null, Tls.ClientCertificates.Allowed),
            "REQUIRED" => (null, Tls.ClientCertificates.Required),
            _ => ($"'{text}' is not none, allowed or required", Tls.ClientCertificates.None),
        };
        return fault;
    }

    /// <summary>A file.</summary>
    public static string? FilePath(string text, out string path)
    {
        path = text;
        return text.Length == 0 || text.Contains('\0', StringComparison.Ordinal) ? $"'{text}' is not a file" : null;
    }

    /// <summary>A folder.</summary>
    public static string? Folder(string text, out string folder)
    {
        folder = text;
        return text.Length == 0 || text.Contains('\0', StringComparison.Ordinal) ? $"'{text}' is not a folder" : null;
    }

    private static bool TryAddress(string text, bool isBracketed, out IPAddress address)
    {
        address = IPAddress.None;
        bool hasBrackets = text.StartsWith('[') && text.EndsWith(']');
        string bare = isBracketed && hasBrackets ? text[1..^1] : text;
        if (bare.Contains('[', StringComparison.Ordinal) || !IPAddress.TryParse(bare, out IPAddress? parsed))
            return false;

        address = parsed;

        // The framework also takes "1" for 0.0.0.1 and 010 for 8.
        return parsed.AddressFamily == AddressFamily.InterNetwork
            ? !hasBrackets && parsed.ToString() == bare
            : hasBrackets == isBracketed;
    }

    private static bool IsHostLabel(ReadOnlySpan<byte> label)
    {
        foreach (byte octet in label)
        {
            if (!char.IsAsciiLetterOrDigit((char)octet) && octet != (byte)'-')
                return false;
        }

        return label[0] != (byte)'-' && label[^1] != (byte)'-';
    }

    private static bool HasOnlyNumbers(DomainName name, DomainName above, int most, NumberStyles style)
    {
        int labels = name.LabelCount - above.LabelCount;
        bool isHex = style == NumberStyles.AllowHexSpecifier;
        for (int i = 0; i < labels; i++)
        {
            ReadOnlySpan<byte> label = name.Label(i);
            if (!byte.TryParse(label, style, CultureInfo.InvariantCulture, out _) || (isHex && label.Length != 1))
                return false;
        }

        return labels <= most;
    }
}
