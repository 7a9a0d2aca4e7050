using DnsRegistry.Storage.LiteDb.Pages;

namespace DnsRegistry.Storage.LiteDb.Salvage;

/// <summary>The pages of a data folder as they would be with every whole commit of the log in the database.</summary>
internal static class PageImage
{
    /// <summary>Reads what can be read; a file that is not there has no pages.</summary>
    /// <exception cref="IOException">A file cannot be read at all.</exception>
    public static IReadOnlyList<byte[]?> Read(string databasePath, string logPath)
    {
        var pages = new List<byte[]?>();
        ReadPieces(databasePath, PageFrame.PageOctets, (position, page) => Put(pages, position / PageFrame.PageOctets, page));

        var commit = new List<(long Number, byte[] Page)>();
        ReadPieces(logPath, PageFrame.Octets, (_, frame) =>
        {
            if (!PageFrame.TryRead(frame, out PageFrameHeader header))
            {
                commit.Clear(); // what this belonged to is not whole
                return;
            }

            commit.Add((header.Position / PageFrame.PageOctets, frame[PageFrame.HeaderOctets..]));
            if (!header.IsLast)
                return;

            foreach ((long number, byte[] page) in commit)
                Put(pages, number, page);
            commit.Clear();
        });
        return pages;
    }

    private static void Put(List<byte[]?> pages, long number, byte[] page)
    {
        while (pages.Count <= number)
            pages.Add(null);
        pages[(int)number] = page;
    }

    private static void ReadPieces(string path, int octets, Action<long, byte[]> take)
    {
        if (!File.Exists(path))
            return;

        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
        for (long position = 0; position + octets <= file.Length; position += octets)
        {
            byte[] piece = new byte[octets];
            file.Position = position;
            file.ReadExactly(piece);
            take(position, piece);
        }
    }
}
