using System.Buffers.Binary;

namespace DnsRegistry.Storage.LiteDb.Pages;

/// <summary>
/// One page in the log: a header of 24 octets, then the page. The header is little endian: where the page belongs in the
/// database (8), the number of its commit (8), 1 when it is the last of its commit (4), the checksum of all else (4).
/// </summary>
internal static class PageFrame
{
    /// <summary>Octets of a page of LiteDB.</summary>
    public const int PageOctets = 8192;

    /// <summary>Octets in front of each page.</summary>
    public const int HeaderOctets = 24;

    /// <summary>Octets of a frame.</summary>
    public const int Octets = HeaderOctets + PageOctets;

    private const int ChecksumAt = 20;

    /// <summary>Writes a frame.</summary>
    public static void Write(Span<byte> frame, PageFrameHeader header, ReadOnlySpan<byte> page)
    {
        BinaryPrimitives.WriteInt64LittleEndian(frame, header.Position);
        BinaryPrimitives.WriteInt64LittleEndian(frame[8..], header.Commit);
        BinaryPrimitives.WriteInt32LittleEndian(frame[16..], header.IsLast ? 1 : 0);
        page.CopyTo(frame[HeaderOctets..]);
        BinaryPrimitives.WriteUInt32LittleEndian(frame[ChecksumAt..], ChecksumOf(frame));
    }

    /// <summary>Reads the header of a frame.</summary>
    /// <returns><see langword="false"/> when the checksum does not fit.</returns>
    public static bool TryRead(ReadOnlySpan<byte> frame, out PageFrameHeader header)
    {
        header = new PageFrameHeader(
            BinaryPrimitives.ReadInt64LittleEndian(frame),
            BinaryPrimitives.ReadInt64LittleEndian(frame[8..]),
            BinaryPrimitives.ReadInt32LittleEndian(frame[16..]) == 1);
        return BinaryPrimitives.ReadUInt32LittleEndian(frame[ChecksumAt..]) == ChecksumOf(frame);
    }

    // A frame of zeros has to fail, and it does: the checksum of zeros is not zero.
    private static uint ChecksumOf(ReadOnlySpan<byte> frame) => Crc32C.Of(frame[HeaderOctets..], Crc32C.Of(frame[..ChecksumAt]));
}
