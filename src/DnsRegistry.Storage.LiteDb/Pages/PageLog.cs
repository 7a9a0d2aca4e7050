using DnsRegistry.Registry.Storage;
using DnsRegistry.Storage.LiteDb.Interop;
using Microsoft.Win32.SafeHandles;

namespace DnsRegistry.Storage.LiteDb.Pages;

/// <summary>
/// The file that makes commits durable: the pages of each are appended, then flushed to the disk once. A commit counts
/// when all its frames are whole, so one that the loss of power has cut short leaves nothing behind.
/// </summary>
internal sealed class PageLog : IDisposable
{
    private const int FramesPerWrite = 128;

    private readonly SafeFileHandle _file;
    private readonly Dictionary<long, long> _offsets = [];
    private readonly byte[] _buffer = new byte[FramesPerWrite * PageFrame.Octets];
    private readonly FileRemains _remains;
    private long _lastCommit;

    /// <summary>Opens the log, or makes an empty one, and finds the commits in it.</summary>
    /// <exception cref="StoreException">A frame inside the log is damaged.</exception>
    public PageLog(string path)
    {
        Path = path;
        bool isNew = !File.Exists(path);
        _file = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        _remains = new FileRemains(_file);
        try
        {
            if (isNew)
                FolderFlush.Flush(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!);

            // What a process that was killed wrote may be in memory alone, and counts from now on.
            RandomAccess.FlushToDisk(_file);
            FindCommits();
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Octets of the commits in the file.</summary>
    public long Length { get; private set; }

    /// <summary>Octets of a commit that was cut short, found behind the others on opening.</summary>
    public long RemainingOctets { get; private set; }

    /// <summary>The pages in the log: where they belong in the database, lowest first.</summary>
    public IEnumerable<long> Positions => _offsets.Keys.Order();

    /// <summary>Octets of a database that has all pages of the log; 0 when the log is empty.</summary>
    public long DatabaseLength { get; private set; }

    /// <summary>Appends one commit.</summary>
    /// <param name="pages">At least one page with its position; none stands twice.</param>
    /// <exception cref="IOException">Nothing of it counts; another may be tried.</exception>
    public void Append(IReadOnlyCollection<KeyValuePair<long, byte[]>> pages)
    {
        _remains.Cut(Length);
        _remains.Any = true;
        try
        {
            WriteFrames(pages);
            RandomAccess.FlushToDisk(_file);
        }
        catch (IOException)
        {
            _remains.TryCut(Length); // on a full disk others need the room
            throw;
        }

        _remains.Any = false;
        foreach ((long position, _) in pages)
        {
            Remember(position, Length);
            Length += PageFrame.Octets;
        }

        _lastCommit++;
    }

    /// <summary>Reads the newest form of a page.</summary>
    /// <returns><see langword="false"/> when the log does not have it.</returns>
    public bool TryRead(long position, Span<byte> page)
    {
        if (!_offsets.TryGetValue(position, out long offset))
            return false;

        WholeRead.Read(_file, page, offset + PageFrame.HeaderOctets, Path);
        return true;
    }

    /// <summary>Forgets every commit: their pages are in the database.</summary>
    public void Clear()
    {
        _remains.Any = true;
        _remains.Cut(0);
        _offsets.Clear();
        Length = 0;
        DatabaseLength = 0;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _remains.TryCut(Length);
        _file.Dispose();
    }

    private void WriteFrames(IReadOnlyCollection<KeyValuePair<long, byte[]>> pages)
    {
        long offset = Length;
        int left = pages.Count;
        foreach (KeyValuePair<long, byte[]>[] chunk in pages.Chunk(FramesPerWrite))
        {
            for (int i = 0; i < chunk.Length; i++)
            {
                var header = new PageFrameHeader(chunk[i].Key, _lastCommit + 1, --left == 0);
                PageFrame.Write(_buffer.AsSpan(i * PageFrame.Octets, PageFrame.Octets), header, chunk[i].Value);
            }

            int octets = chunk.Length * PageFrame.Octets;
            RandomAccess.Write(_file, _buffer.AsSpan(0, octets), offset);
            offset += octets;
        }
    }

    private void FindCommits()
    {
        long fileLength = RandomAccess.GetLength(_file);
        byte[] frame = new byte[PageFrame.Octets];
        var open = new List<KeyValuePair<long, long>>();
        bool isBroken = false;
        for (long offset = 0; offset + PageFrame.Octets <= fileLength; offset += PageFrame.Octets)
        {
            WholeRead.Read(_file, frame, offset, Path);
            bool isWhole = PageFrame.TryRead(frame, out PageFrameHeader header);

            // Each commit is on the disk before the next one is begun: only the last can be cut short by a loss of power.
            if (isBroken && isWhole && header.Commit > _lastCommit + 1)
                throw StoreFaults.Damaged(Path, $"the commit before number {header.Commit} is not whole.");
            if (isBroken || !isWhole)
            {
                isBroken = true;
                continue;
            }

            if (_lastCommit == 0)
                _lastCommit = header.Commit - 1;
            if (header.Commit != _lastCommit + 1)
                throw StoreFaults.Damaged(Path, $"commit {header.Commit} follows commit {_lastCommit}.");

            open.Add(new(header.Position, offset));
            if (!header.IsLast)
                continue;

            foreach ((long position, long at) in open)
                Remember(position, at);
            open.Clear();
            _lastCommit = header.Commit;
            Length = offset + PageFrame.Octets;
        }

        RemainingOctets = fileLength - Length;
        _remains.Any = RemainingOctets > 0;
    }

    private void Remember(long position, long offset)
    {
        _offsets[position] = offset;
        DatabaseLength = Math.Max(DatabaseLength, position + PageFrame.PageOctets);
    }
}
