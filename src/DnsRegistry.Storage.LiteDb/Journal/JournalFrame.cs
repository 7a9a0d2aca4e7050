using System.Buffers.Binary;
using DnsRegistry.Storage.LiteDb.Pages;

namespace DnsRegistry.Storage.LiteDb.Journal;

/// <summary>
/// One commit in a journal file: a header of 40 octets, the commit, and zeros up to a multiple of 64 octets, so that frames
/// behind a damaged one are found again. The header is little endian: a mark (4), octets of the commit (4), the salt of the
/// file (8), the number of the commit (8), the revision that the database had at least (8), zero (4), the checksum of all else (4).
/// </summary>
/// <param name="Salt">Drawn for each file: what looks like a frame inside of a commit, on purpose even, is none.</param>
/// <param name="Number">Commits are counted up.</param>
/// <param name="BaseRevision">The database was at least at this revision.</param>
internal readonly record struct JournalFrame(long Salt, long Number, long BaseRevision)
{
    /// <summary>Octets in front of a commit.</summary>
    public const int HeaderOctets = 40;

    /// <summary>Where a frame can begin.</summary>
    public const int Alignment = 64;

    private const uint Mark = 0x4A_4E_52_44; // "DRNJ"
    private const int ChecksumAt = HeaderOctets - sizeof(uint);

    /// <summary>Fills in the header of a frame.</summary>
    /// <param name="frame">The frame, its commit already in place.</param>
    /// <param name="length">Octets of the commit.</param>
    public void Write(Span<byte> frame, int length)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(frame, Mark);
        BinaryPrimitives.WriteInt32LittleEndian(frame[4..], length);
        BinaryPrimitives.WriteInt64LittleEndian(frame[8..], Salt);
        BinaryPrimitives.WriteInt64LittleEndian(frame[16..], Number);
        BinaryPrimitives.WriteInt64LittleEndian(frame[24..], BaseRevision);
        BinaryPrimitives.WriteUInt32LittleEndian(frame[ChecksumAt..], ChecksumOf(frame, length));
    }

    /// <summary>Reads the frame at the beginning of some octets.</summary>
    /// <param name="octets">The octets.</param>
    /// <param name="frame">What its header says.</param>
    /// <param name="length">Octets of its commit.</param>
    /// <returns><see langword="false"/> when no whole frame is there, zeros at its end included.</returns>
    public static bool TryRead(ReadOnlySpan<byte> octets, out JournalFrame frame, out int length)
    {
        frame = default;
        length = 0;
        if (octets.Length < HeaderOctets || BinaryPrimitives.ReadUInt32LittleEndian(octets) != Mark)
            return false;

        length = BinaryPrimitives.ReadInt32LittleEndian(octets[4..]);
        if (length < 0 || length > octets.Length || OctetsOf(length) > octets.Length
            || BinaryPrimitives.ReadUInt32LittleEndian(octets[ChecksumAt..]) != ChecksumOf(octets, length))
        {
            return false;
        }

        frame = new JournalFrame(
            BinaryPrimitives.ReadInt64LittleEndian(octets[8..]),
            BinaryPrimitives.ReadInt64LittleEndian(octets[16..]),
            BinaryPrimitives.ReadInt64LittleEndian(octets[24..]));
        return true;
    }

    /// <summary>Octets of a frame whose commit has this length.</summary>
    public static int OctetsOf(int length) => (HeaderOctets + length + Alignment - 1) / Alignment * Alignment;

    private static uint ChecksumOf(ReadOnlySpan<byte> frame, int length) =>
        Crc32C.Of(frame.Slice(HeaderOctets, length), Crc32C.Of(frame[..ChecksumAt]));
}
