using System.Buffers.Binary;
using DnsRegistry.Storage.LiteDb.Pages;
using LiteDB;

namespace DnsRegistry.Storage.LiteDb.Salvage;

/// <summary>
/// Finds documents in the pages of a LiteDB file (version 5) without its indexes, any of which may be damaged. Whether what
/// is found is what was written is for its checksum to say.
/// </summary>
/// <remarks>
/// A page: its number (4 octets at 0), its type (1 at 4), how many segments it has (1 at 23) and the highest of their indexes (1
/// at 30); at its end, backwards, length (2) and position (2) of each segment. A segment of a data page: whether it continues
/// another (1), the page (4) and index (1) of the next, or -1, and a part of a document in BSON.
/// </remarks>
/// <param name="pages">The pages, in the order of their numbers; null where none can be read.</param>
internal sealed class DocumentScan(IReadOnlyList<byte[]?> pages)
{
    private const byte DataPage = 4;
    private const int TypeAt = 4;
    private const int HighestIndexAt = 30;
    private const int SegmentsAt = 32;
    private const int SlotOctets = 4;
    private const int HeadOctets = 6;
    private const byte NoIndex = 255;
    private const int MaxSegments = 4096;

    /// <summary>Every document that can be put together.</summary>
    public IEnumerable<BsonDocument> Documents()
    {
        for (int number = 0; number < pages.Count; number++)
        {
            if (pages[number] is not { } page || page[TypeAt] != DataPage || page[HighestIndexAt] == NoIndex)
                continue;

            for (int index = 0; index <= page[HighestIndexAt]; index++)
            {
                ReadOnlyMemory<byte> segment = Segment(number, index);
                bool isFirst = segment.Length > HeadOctets && segment.Span[0] == 0;
                if (isFirst && Join(segment) is byte[] octets && Parse(octets) is BsonDocument document)
                    yield return document;
            }
        }
    }

    private ReadOnlyMemory<byte> Segment(int number, int index)
    {
        if (number < 0 || number >= pages.Count || pages[number] is not { } page || page[TypeAt] != DataPage)
            return default;

        int slot = PageFrame.PageOctets - ((index + 1) * SlotOctets);
        if (slot < SegmentsAt)
            return default;

        int length = BinaryPrimitives.ReadUInt16LittleEndian(page.AsSpan(slot));
        int position = BinaryPrimitives.ReadUInt16LittleEndian(page.AsSpan(slot + sizeof(ushort)));
        return position >= SegmentsAt && position + length <= slot ? page.AsMemory(position, length) : default;
    }

    private byte[]? Join(ReadOnlyMemory<byte> segment)
    {
        var octets = new List<byte>();
        for (int count = 0; count < MaxSegments && segment.Length > HeadOctets; count++)
        {
            octets.AddRange(segment.Span[HeadOctets..]);
            uint next = BinaryPrimitives.ReadUInt32LittleEndian(segment.Span[1..]);
            if (next == uint.MaxValue)
                return [.. octets];

            segment = next < (uint)pages.Count ? Segment((int)next, segment.Span[HeadOctets - 1]) : default;
        }

        return null;
    }

    private static BsonDocument? Parse(byte[] octets)
    {
        try
        {
            return BsonSerializer.Deserialize(octets);
        }
        catch (Exception exception) when (StoreFaults.IsOfStore(exception))
        {
            return null; // LiteDB meets octets that are no document with whatever its code runs into
        }
    }
}
