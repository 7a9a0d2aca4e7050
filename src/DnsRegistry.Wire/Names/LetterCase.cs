using System.Runtime.Intrinsics;

namespace DnsRegistry.Wire.Names;

/// <summary>
/// Lower-casing of ASCII letters, and of nothing else (RFC 4343). A whole wire-form name may be passed: its length octets
/// are at most 63 and so never letters.
/// </summary>
public static class LetterCase
{
    /// <summary>Lower-cases in place.</summary>
    public static void ToLower(Span<byte> octets) => CopyLower(octets, octets);

    /// <summary>Copies the source and lower-cases it on the way.</summary>
    /// <param name="source">The octets.</param>
    /// <param name="destination">At least as long as the source.</param>
    public static void CopyLower(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        destination = destination[..source.Length];
        while (source.Length >= Vector128<byte>.Count)
        {
            Lower(Vector128.Create(source)).CopyTo(destination);
            source = source[Vector128<byte>.Count..];
            destination = destination[Vector128<byte>.Count..];
        }

        for (int i = 0; i < source.Length; i++)
        {
            byte octet = source[i];
            destination[i] = (uint)(octet - 'A') <= 'Z' - 'A' ? (byte)(octet | 0x20) : octet;
        }
    }

    private static Vector128<byte> Lower(Vector128<byte> octets)
    {
        Vector128<byte> isUpper = Vector128.LessThanOrEqual(
            octets - Vector128.Create((byte)'A'), Vector128.Create((byte)('Z' - 'A')));
        return octets | (isUpper & Vector128.Create((byte)0x20));
    }
}
