using System.Buffers.Binary;
using DnsRegistry.Storage.LiteDb.Pages;

namespace DnsRegistry.Storage.LiteDb.Batches;

/// <summary>The checksum of a document, which also ties it to its number.</summary>
internal static class BatchChecksum
{
    /// <summary>Octets of a checksum; it stands in front.</summary>
    public const int Octets = sizeof(uint);

    /// <summary>Puts a checksum in front of a content.</summary>
    public static byte[] Seal(long id, ReadOnlySpan<byte> content)
    {
        byte[] sealedOctets = new byte[Octets + content.Length];
        content.CopyTo(sealedOctets.AsSpan(Octets));
        BinaryPrimitives.WriteUInt32LittleEndian(sealedOctets, Of(id, content));
        return sealedOctets;
    }

    /// <summary>The content behind a checksum.</summary>
    /// <exception cref="InvalidDataException">It does not fit.</exception>
    public static ReadOnlySpan<byte> Open(long id, ReadOnlySpan<byte> sealedOctets)
    {
        if (sealedOctets.Length < Octets)
            throw new InvalidDataException("It has no checksum.");

        ReadOnlySpan<byte> content = sealedOctets[Octets..];
        if (BinaryPrimitives.ReadUInt32LittleEndian(sealedOctets) != Of(id, content))
            throw new InvalidDataException("Its checksum does not fit.");
        return content;
    }

    private static uint Of(long id, ReadOnlySpan<byte> content)
    {
        Span<byte> number = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(number, id);
        return Crc32C.Of(content, Crc32C.Of(number));
    }
}
