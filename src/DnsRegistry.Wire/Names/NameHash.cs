using System.Buffers.Binary;
using System.Security.Cryptography;

namespace DnsRegistry.Wire.Names;

/// <summary>
/// A fast hash of short octet strings: names and labels in wire form. It is keyed with a secret of this process, so
/// that nobody outside can choose names that collide.
/// </summary>
public static class NameHash
{
    private static readonly ulong s_key = BinaryPrimitives.ReadUInt64LittleEndian(RandomNumberGenerator.GetBytes(8)) | 1;

    /// <summary>The hash of lower-cased octets.</summary>
    public static uint Of(ReadOnlySpan<byte> octets)
    {
        ulong state = s_key ^ (ulong)octets.Length;
        while (octets.Length >= sizeof(ulong))
        {
            state = Mix(state ^ BinaryPrimitives.ReadUInt64LittleEndian(octets));
            octets = octets[sizeof(ulong)..];
        }

        ulong tail = 0;
        for (int i = 0; i < octets.Length; i++)
            tail |= (ulong)octets[i] << (8 * i);

        state = Mix(state ^ tail);
        return (uint)(state ^ (state >> 32));
    }

    private static ulong Mix(ulong value)
    {
        ulong high = Math.BigMul(value, 0x9E37_79B9_7F4A_7C15, out ulong low);
        return high ^ low ^ s_key;
    }
}
