using System.Numerics;
using System.Runtime.InteropServices;

namespace DnsRegistry.Storage.LiteDb.Pages;

/// <summary>The checksum of everything this store writes itself: CRC-32C (Castagnoli), which the processor computes.</summary>
internal static class Crc32C
{
    /// <summary>The checksum of some octets.</summary>
    /// <param name="octets">The octets.</param>
    /// <param name="seed">The checksum of the octets before them; 0 at the start.</param>
    public static uint Of(ReadOnlySpan<byte> octets, uint seed = 0)
    {
        uint crc = ~seed;
        ReadOnlySpan<ulong> words = MemoryMarshal.Cast<byte, ulong>(octets);
        foreach (ulong word in words)
            crc = BitOperations.Crc32C(crc, word);
        foreach (byte octet in octets[(words.Length * sizeof(ulong))..])
            crc = BitOperations.Crc32C(crc, octet);
        return ~crc;
    }
}
