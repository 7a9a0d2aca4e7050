using DnsRegistry.Registry.Storage;
using DnsRegistry.Storage.LiteDb.Interop;
using Microsoft.Win32.SafeHandles;

namespace DnsRegistry.Storage.LiteDb.Pages;

/// <summary>
/// The database as LiteDB sees it, page by page, but with commits that are whole and durable: written pages are held
/// until <see cref="Commit"/> puts them into the log as one, and go from there into the database file by and by.
/// </summary>
internal sealed class PageFile : IDisposable
{
    private const int MaxSparePages = 64;

    private readonly PageLog _log;
    private readonly string _path;
    private readonly Dictionary<long, byte[]> _written = [];
    private readonly Stack<byte[]> _spare = new();
    private SafeFileHandle? _file;
    private long _fileLength;

    /// <summary>Opens the database; one that is not there is made when the log is emptied for the first time.</summary>
    /// <exception cref="StoreException">The database or its log is damaged.</exception>
    public PageFile(string databasePath, string logPath)
    {
        _path = databasePath;
        _log = new PageLog(logPath);
        bool isOpen = false;
        try
        {
            if (File.Exists(databasePath))
                OpenFile(FileMode.Open);
            Length = Math.Max(_fileLength, _log.DatabaseLength);
            isOpen = true;
        }
        finally
        {
            if (!isOpen)
                Dispose();
        }
    }

    /// <summary>Octets of the database, written pages included.</summary>
    public long Length { get; private set; }

    /// <summary>What was found on opening that the operator should know of; null when nothing.</summary>
    public string? Notice => _log.RemainingOctets == 0 ? null : StoreNotices.CommitDropped(_log.Path, _log.RemainingOctets);

    /// <summary>Octets of the log.</summary>
    public long LogLength => _log.Length;

    /// <summary>Reads one page.</summary>
    public void Read(long position, Span<byte> page)
    {
        if (_written.TryGetValue(position, out byte[]? written))
            written.CopyTo(page);
        else if (!_log.TryRead(position, page))
            WholeRead.Read(_file ?? throw StoreFaults.Damaged(_path, "it is gone."), page, position, _path);
    }

    /// <summary>Holds one page for the next commit.</summary>
    public void Write(long position, ReadOnlySpan<byte> page)
    {
        if (!_written.TryGetValue(position, out byte[]? written))
        {
            written = _spare.TryPop(out byte[]? spare) ? spare : new byte[PageFrame.PageOctets];
            _written.Add(position, written);
        }

        page.CopyTo(written);
        Length = Math.Max(Length, position + PageFrame.PageOctets);
    }

    /// <summary>Makes the written pages durable as one.</summary>
    public void Commit()
    {
        if (_written.Count == 0)
            return;

        _log.Append(_written);
        ForgetWritten();
    }

    /// <summary>Forgets the written pages.</summary>
    public void Discard()
    {
        ForgetWritten();
        Length = Math.Max(_fileLength, _log.DatabaseLength);
    }

    /// <summary>Moves the pages of the log into the database file and empties the log.</summary>
    public void EmptyLog()
    {
        if (_log.Length == 0)
            return;

        bool isNew = _fileLength == 0;
        SafeFileHandle file = _file ?? OpenFile(FileMode.OpenOrCreate);
        byte[] page = new byte[PageFrame.PageOctets];
        foreach (long position in _log.Positions)
        {
            _log.TryRead(position, page);
            RandomAccess.Write(file, page, position);
        }

        // Only what is on the disk may leave the log. Until then a loss of power finds all of it there.
        RandomAccess.FlushToDisk(file);
        if (isNew)
            FolderFlush.Flush(Path.GetDirectoryName(Path.GetFullPath(_path))!);
        _fileLength = Math.Max(_fileLength, _log.DatabaseLength);
        _log.Clear();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _file?.Dispose();
        _log.Dispose();
    }

    /// <summary>The memory of a usual commit is kept for the next one: pages are what a commit would allocate most.</summary>
    private void ForgetWritten()
    {
        foreach (byte[] page in _written.Values)
        {
            if (_spare.Count < MaxSparePages)
                _spare.Push(page);
        }

        _written.Clear();
    }

    private SafeFileHandle OpenFile(FileMode mode)
    {
        _file = File.OpenHandle(_path, mode, FileAccess.ReadWrite, FileShare.Read);
        _fileLength = RandomAccess.GetLength(_file);

        // A move out of the log that was cut short may leave a part of a page, or nothing; the log then has all of it.
        bool isWhole = _fileLength > 0 && _fileLength % PageFrame.PageOctets == 0;
        if (!isWhole && _log.DatabaseLength <= _fileLength)
            throw StoreFaults.Damaged(_path, $"its length of {_fileLength} octets is not a whole number of pages.");
        return _file;
    }
}
