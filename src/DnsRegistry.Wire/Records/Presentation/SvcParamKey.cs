using System.Globalization;

namespace DnsRegistry.Wire.Records.Presentation;

/// <summary>Keys of service parameters (RFC 9460 §14.3.2, RFC 9461 §5, RFC 9540 §4).</summary>
internal static class SvcParamKey
{
    internal const ushort Mandatory = 0;
    internal const ushort Alpn = 1;
    internal const ushort NoDefaultAlpn = 2;
    internal const ushort Port = 3;
    internal const ushort IPv4Hint = 4;
    internal const ushort Ech = 5;
    internal const ushort IPv6Hint = 6;
    internal const ushort DohPath = 7;
    internal const ushort Ohttp = 8;

    private const ushort Invalid = 65535;
    private const string NumberedPrefix = "key";

    private static readonly string[] s_names =
        ["mandatory", "alpn", "no-default-alpn", "port", "ipv4hint", "ech", "ipv6hint", "dohpath", "ohttp"];

    /// <summary>Reads a name, or <c>key</c> with a number that has no leading zero (RFC 9460 §2.1).</summary>
    internal static bool TryParse(string text, out ushort key, out bool isNumbered)
    {
        isNumbered = false;
        int known = Array.IndexOf(s_names, text);
        key = (ushort)known;
        if (known >= 0)
            return true;

        ReadOnlySpan<char> digits = text.StartsWith(NumberedPrefix, StringComparison.Ordinal) ? text.AsSpan(NumberedPrefix.Length) : [];
        isNumbered = true;
        return ushort.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out key)
            && (digits.Length == 1 || digits[0] != '0')
            && key != Invalid;
    }

    internal static string ToText(ushort key) => key < s_names.Length
        ? s_names[key]
        : string.Create(CultureInfo.InvariantCulture, $"{NumberedPrefix}{key}");
}
