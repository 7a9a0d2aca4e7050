using DnsRegistry.Registry.Storage;
using DnsRegistry.Storage.LiteDb.Interop;
using DnsRegistry.Storage.LiteDb.Pages;
using DnsRegistry.Storage.LiteDb.Records;
using Microsoft.Win32.SafeHandles;

namespace DnsRegistry.Storage.LiteDb.Journal;

/// <summary>
/// A file that commits are appended to, each flushed to the disk before the next is begun. One that the loss of power has
/// cut short leaves nothing behind.
/// </summary>
/// <remarks>
/// The file is made longer by whole stretches of zeros, in advance: a flush then writes the commit alone, where it would
/// otherwise write the new length of the file besides.
/// </remarks>
internal sealed class JournalFile : IDisposable
{
    private const int StretchOctets = 256 * 1024;
    private const int MostFramesOctets = 8 * 1024 * 1024;

    private static readonly byte[] s_zeros = new byte[StretchOctets];

    private readonly SafeFileHandle _file;
    private readonly FileRemains _remains;

    /// <summary>The memory of the commits in the file. It is used again when they are gone: as garbage it would be old by then.</summary>
    private byte[] _frames = [];
    private int _framesOctets;
    private long _salt = Random.Shared.NextInt64();
    private long _fileLength;

    /// <summary>Opens the file, or makes an empty one, and reads the commits in it.</summary>
    /// <exception cref="StoreException">A commit before the last one is damaged.</exception>
    public JournalFile(string path)
    {
        Path = path;
        _file = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        _remains = new FileRemains(_file);
        try
        {
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

    /// <summary>Whether there is nothing in it, not even what a commit that failed has left.</summary>
    public bool IsEmpty => Length == 0 && !_remains.Any;

    /// <summary>The number of the first commit; 0 when there is none.</summary>
    public long FirstNumber { get; private set; }

    /// <summary>The number of the last commit; 0 when there is none.</summary>
    public long LastNumber { get; private set; }

    /// <summary>The highest revision that the database had when a commit was appended.</summary>
    public long BaseRevision { get; private set; }

    /// <summary>Octets of a commit that was cut short, found behind the others on opening.</summary>
    public long RemainingOctets { get; private set; }

    /// <summary>The commits that were found on opening, the oldest first.</summary>
    public List<JournalCommit> Found { get; } = [];

    /// <summary>Appends one commit.</summary>
    /// <param name="encoder">Has the commit in hand.</param>
    /// <param name="length">Octets of the commit.</param>
    /// <param name="number">Its number.</param>
    /// <param name="baseRevision">The revision of the database.</param>
    /// <returns>The commit, good until <see cref="Clear"/>.</returns>
    /// <exception cref="IOException">Nothing of it counts; another may be tried.</exception>
    public JournalCommit Append(CommitEncoder encoder, int length, long number, long baseRevision)
    {
        Memory<byte> frame = RoomFor(JournalFrame.OctetsOf(length));
        JournalCommit commit = encoder.CopyTo(frame.Slice(JournalFrame.HeaderOctets, length));
        frame.Span[(JournalFrame.HeaderOctets + length)..].Clear();
        new JournalFrame(_salt, number, baseRevision).Write(frame.Span, length);
        if (_remains.Any)
        {
            _remains.Cut(Length);
            _fileLength = Length;
        }

        _remains.Any = true;
        try
        {
            Stretch(Length + frame.Length);
            RandomAccess.Write(_file, frame.Span, Length);
            DataFlush.Flush(_file);
        }
        catch (IOException)
        {
            // It is said to be not kept, so it must not be found, and on a full disk others may need the room.
            _remains.TryCut(Length);
            _fileLength = Length;
            throw;
        }

        _remains.Any = false;
        Length += frame.Length;
        FirstNumber = FirstNumber == 0 ? number : FirstNumber;
        LastNumber = number;
        BaseRevision = Math.Max(BaseRevision, baseRevision);
        _framesOctets += frame.Length;
        return commit;
    }

    /// <summary>Takes everything away: it is in the database.</summary>
    public void Clear()
    {
        _remains.Any = true;
        _remains.Cut(0);
        _fileLength = 0;
        Length = 0;
        FirstNumber = 0;
        LastNumber = 0;
        BaseRevision = 0;
        _framesOctets = 0;
        _salt = Random.Shared.NextInt64();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _remains.TryCut(Length);
        _file.Dispose();
    }

    /// <summary>Memory for a frame. Where it is not enough, the commits before keep the memory that they have.</summary>
    private Memory<byte> RoomFor(int octets)
    {
        if (_frames.Length - _framesOctets < octets)
        {
            _frames = new byte[Math.Max(octets, Math.Clamp(_frames.Length * 2, StretchOctets, MostFramesOctets))];
            _framesOctets = 0;
        }

        return _frames.AsMemory(_framesOctets, octets);
    }

    private void Stretch(long length)
    {
        for (; _fileLength < length; _fileLength += StretchOctets)
            RandomAccess.Write(_file, s_zeros, _fileLength);
    }

    private void FindCommits()
    {
        byte[] octets = new byte[RandomAccess.GetLength(_file)];
        WholeRead.Read(_file, octets, 0, Path);
        var scan = new JournalScan(octets);
        var texts = new TextPool();
        foreach ((JournalFrame frame, ReadOnlyMemory<byte> commit) in scan.Whole())
        {
            Found.Add(Read(commit, texts));
            _salt = frame.Salt;
            FirstNumber = FirstNumber == 0 ? frame.Number : FirstNumber;
            LastNumber = frame.Number;
            BaseRevision = Math.Max(BaseRevision, frame.BaseRevision);
        }

        // Each commit is on the disk before the next one is begun: only the last can be cut short by a loss of power.
        Length = scan.WholeOctets;
        _fileLength = octets.Length;
        RemainingOctets = octets.AsSpan(scan.WholeOctets).LastIndexOfAnyExcept((byte)0) + 1;
        _remains.Any = RemainingOctets > 0;
        if (_remains.Any && new JournalScan(octets[scan.WholeOctets..]).Anywhere().Any(found => Length == 0 || found.Frame.Salt == _salt))
            throw StoreFaults.Damaged(Path, $"the commit at octet {Length} is not whole, and others follow it.");
    }

    private JournalCommit Read(ReadOnlyMemory<byte> commit, TextPool texts)
    {
        try
        {
            return CommitEncoder.Read(commit, texts);
        }
        catch (InvalidDataException exception)
        {
            throw StoreFaults.Damaged(Path, exception.Message, exception);
        }
    }
}
