using DnsRegistry.Registry.Storage;
using DnsRegistry.Storage.LiteDb.Interop;

namespace DnsRegistry.Storage.LiteDb.Journal;

/// <summary>
/// Makes commits durable before they are in the database: each is appended to a file, at the price of its own octets and one
/// flush. There are two files: while the commits of one go into the database, the next ones go to the other.
/// </summary>
/// <remarks>
/// To write what the database has already changes nothing, so nothing is lost when the process ends in the middle of
/// that: the commits are simply read again. But a part of them may only be read again together with all that followed, so
/// the older file is emptied before the newer one, and commits that end before the database does are left alone.
/// </remarks>
internal sealed class CommitJournal : IDisposable
{
    private readonly JournalFile[] _files;
    private readonly CommitEncoder _encoder = new();
    private NewestRecords _records = new();
    private volatile int _open;
    private long _lastNumber;

    /// <summary>Opens the two files of a folder, or makes them. What they hold counts as closed.</summary>
    /// <exception cref="StoreException">One is damaged.</exception>
    public CommitJournal(string folder)
    {
        var first = new JournalFile(PathOf(folder, 1));
        JournalFile? second = null;
        try
        {
            second = new JournalFile(PathOf(folder, 2));
        }
        finally
        {
            if (second is null)
                first.Dispose();
        }

        _files = [first, second];
        try
        {
            RequireNoGap();
            FolderFlush.Flush(Path.GetFullPath(folder));
        }
        catch
        {
            Dispose();
            throw;
        }

        foreach (JournalFile file in InOrder)
        {
            foreach (JournalCommit commit in file.Found)
                Closed.Add(commit);
            file.Found.Clear();
        }

        _lastNumber = _files.Max(file => file.LastNumber);
        _open = Array.FindIndex(_files, file => file.Length == 0);
    }

    /// <summary>The commits that are to go into the database.</summary>
    public NewestRecords Closed { get; private set; } = new();

    /// <summary>Whether nothing is in it that the database does not have.</summary>
    public bool IsEmpty => Closed.IsEmpty && _records.IsEmpty;

    /// <summary>Octets of the commits since the last <see cref="Close"/>; more than any file holds when none can be appended.</summary>
    public long Length => _open is >= 0 and int open ? _files[open].Length : long.MaxValue;

    /// <summary>The revision that the database had at least when commits were appended.</summary>
    public long BaseRevision => _files.Max(file => file.BaseRevision);

    /// <summary>What was found on opening that the operator should know of.</summary>
    public IEnumerable<string> Notices => _files
        .Where(file => file.RemainingOctets > 0)
        .Select(file => StoreNotices.CommitDropped(file.Path, file.RemainingOctets));

    /// <summary>The files of a folder.</summary>
    public static IEnumerable<string> PathsIn(string folder) => [PathOf(folder, 1), PathOf(folder, 2)];

    /// <summary>Makes one commit durable.</summary>
    /// <param name="commit">The commit.</param>
    /// <param name="databaseRevision">The revision of the database.</param>
    /// <exception cref="IOException">Nothing of it counts.</exception>
    public void Append(StoreCommit commit, long databaseRevision)
    {
        int length = _encoder.Encode(commit);
        _records.Add(_files[_open].Append(_encoder, length, _lastNumber + 1, databaseRevision));
        _lastNumber++;
    }

    /// <summary>Closes the commits so far: those that come go into the other file. The closed ones before must be forgotten.</summary>
    public void Close()
    {
        if (!Closed.IsEmpty)
            throw new InvalidOperationException("What was closed before is not in the database yet.");

        (Closed, _records) = (_records, Closed);
        _open = 1 - _open;
    }

    /// <summary>Forgets the closed commits: they are in the database.</summary>
    public void ForgetClosed()
    {
        JournalFile? open = _open is >= 0 and int number ? _files[number] : null;
        foreach (JournalFile file in InOrder)
        {
            if (file != open && !file.IsEmpty)
                file.Clear();
        }

        Closed.Clear();
        _open = Math.Max(0, _open);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (JournalFile file in _files)
            file.Dispose();
    }

    /// <summary>The older file first.</summary>
    private IEnumerable<JournalFile> InOrder => _files.OrderBy(file => file.LastNumber);

    /// <summary>The newer file is begun when every commit of the older one is on the disk.</summary>
    private void RequireNoGap()
    {
        JournalFile[] files = [.. InOrder.Where(file => file.Length > 0)];
        if (files.Length == 2 && files[1].FirstNumber != files[0].LastNumber + 1)
            throw StoreFaults.Damaged(
                files[0].Path, $"it ends with commit {files[0].LastNumber}, and the other begins with {files[1].FirstNumber}.");
    }

    private static string PathOf(string folder, int number) => Path.Combine(folder, $"registry.journal-{number}");
}
