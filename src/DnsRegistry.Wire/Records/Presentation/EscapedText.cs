using System.Globalization;
using System.Text;

namespace DnsRegistry.Wire.Records.Presentation;

/// <summary>The octets that a word of a master file stands for: <c>\DDD</c> is one octet, <c>\X</c> is X (RFC 1035 §5.1).</summary>
internal static class EscapedText
{
    /// <summary>Resolves the escapes. A character outside ASCII stands for its UTF-8 octets.</summary>
    /// <returns><see langword="false"/> when a backslash has nothing behind it, or digits that are no octet.</returns>
    internal static bool TryDecode(string text, out byte[] octets)
    {
        octets = [];
        byte[] source = Encoding.UTF8.GetBytes(text);
        var decoded = new List<byte>(source.Length);
        for (int i = 0; i < source.Length; i++)
        {
            if (source[i] != '\\')
            {
                decoded.Add(source[i]);
                continue;
            }

            if (++i == source.Length)
                return false;

            if (!char.IsAsciiDigit((char)source[i]))
            {
                decoded.Add(source[i]);
                continue;
            }

            if (i + 3 > source.Length
                || !byte.TryParse(source.AsSpan(i, 3), NumberStyles.None, CultureInfo.InvariantCulture, out byte octet))
            {
                return false;
            }

            decoded.Add(octet);
            i += 2;
        }

        octets = [.. decoded];
        return true;
    }
}
