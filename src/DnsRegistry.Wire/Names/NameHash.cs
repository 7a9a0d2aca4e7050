using System.Buffers.Binary;

namespace DnsRegistry.Wire.Names;

/// <summary>
/// A fast hash of short octet strings: names and labels in wire form. It is keyed with a secret of this process, so
/// that nobody outside can choose names that collide.
/// </summary>
public static class NameHash
{
    private static readonly ulong s_key = MakeKey();

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

    /// <summary>From a random GUID, whose bits come from the system: a cryptography library need not be loaded for a start.</summary>
    private static ulong MakeKey()
    {
        Span<byte> octets = stackalloc byte[16];
        _ = Guid.NewGuid().TryWriteBytes(octets);

        // Six of the 128 bits say that it is random: the other half covers them.
        return (BinaryPrimitives.ReadUInt64LittleEndian(octets) ^ BinaryPrimitives.ReadUInt64LittleEndian(octets[8..])) | 1;
    }

    private static ulong Mix(ulong value)
    {
        ulong high = Math.BigMul(value, 0x9E37_79B9_7F4A_7C15, out ulong low);
        return high ^ low ^ s_key;
    }
}
