using DnsRegistry.Registry.Storage;
using DnsRegistry.Storage.LiteDb.Batches;
using DnsRegistry.Storage.LiteDb.Interop;
using DnsRegistry.Storage.LiteDb.Journal;
using DnsRegistry.Storage.LiteDb.Pages;
using DnsRegistry.Storage.LiteDb.Records;
using Microsoft.Extensions.Logging;

namespace DnsRegistry.Storage.LiteDb;

/// <summary>
/// Keeps the registry in one LiteDB file, <c>registry.db</c>, beside which <c>registry.journal-1</c> and <c>-2</c> have the
/// newest commits, <c>registry.log</c> the newest pages, and <c>registry.lock</c> keeps other processes out.
/// </summary>
/// <remarks>
/// A commit is appended to the journal, which costs the octets of its records and one flush. When some thousands have
/// gathered, what they come to goes into the database in the background: by then most of what a busy registry changes has
/// changed again. Each commit of its own in LiteDB was measured: with a thousand changes a second it took half of a core.
/// <para>
/// The database has documents of many records, and the oldest documents are rewritten without what is dead in them as time
/// goes by. One document an instance was measured too: every registration then dirties pages of 8 KiB of its own, in the
/// data and in the index. The price is a map from each key to its document, some 50 octets a key.
/// </para>
/// </remarks>
public sealed class LiteDbStore : IRegistryStore
{
    // The log is emptied into the database when it is longer than this: a pause of some ten milliseconds.
    private const long DefaultLogOctets = 32 * 1024 * 1024;

    // Some ten to twenty thousand registrations: a few hundred milliseconds of work beside the commits that go on.
    private const long DefaultJournalOctets = 4 * 1024 * 1024;

    private const int BatchesAtOnce = 64;

    private readonly FolderLock _lock;
    private readonly PageFile _pages;
    private readonly CommitJournal _journal;
    private readonly string _path;
    private readonly long _maxLogOctets;
    private readonly long _maxJournalOctets;
    private readonly LiveRecords _live = new();
    private readonly CommitPlanner _planner;
    private readonly List<string> _notices = [];
    private readonly Settling _settling;
    private Database? _database;
    private CommitPlan? _owed;
    private StoredHead _loadedHead;
    private long _settledRevision;
    private bool _isLoaded;

    /// <summary>The last commit failed: before another, what is closed goes into the database, which gives room back.</summary>
    private bool _isFailing;
    private volatile bool _hasOwnFormat;

    private LiteDbStore(FolderLock folderLock, PageFile pages, CommitJournal journal, string path, long maxLogOctets, long maxJournalOctets)
    {
        _lock = folderLock;
        _pages = pages;
        _journal = journal;
        _path = path;
        _maxLogOctets = maxLogOctets;
        _maxJournalOctets = maxJournalOctets;
        _planner = new CommitPlanner(_live);
        _settling = new Settling(Settle, TimeProvider.System);
        if (pages.Notice is string notice)
            _notices.Add(notice);
        _notices.AddRange(journal.Notices);
    }

    /// <summary>What was found on opening and loading that is no fault, but that the operator should know of.</summary>
    public IReadOnlyList<string> Notices => _notices;

    /// <summary>Where the operator is told what goes wrong in the background, where no caller can be.</summary>
    public ILogger Logger
    {
        get => _settling.Logger;
        set => _settling.Logger = value;
    }

    /// <summary>Opens the store of a data folder, which is made when it is not there.</summary>
    /// <exception cref="StoreException">It cannot be opened; the message says what to do.</exception>
    public static LiteDbStore Open(string folder) => Open(folder, DefaultLogOctets, DefaultJournalOctets);

    /// <summary>Opens the store of a data folder with a log and a journal of other lengths.</summary>
    internal static LiteDbStore Open(string folder, long maxLogOctets, long maxJournalOctets)
    {
        string path = Path.Combine(folder, "registry.db");
        FolderLock? folderLock = null;
        PageFile? pages = null;
        CommitJournal? journal = null;
        LiteDbStore? store = null;
        try
        {
            FolderFlush.Make(folder);
            folderLock = new FolderLock(Path.Combine(folder, "registry.lock"));
            pages = new PageFile(path, Path.Combine(folder, "registry.log"));
            journal = new CommitJournal(folder);
            var database = new Database(pages, path);
            store = new LiteDbStore(folderLock, pages, journal, path, maxLogOctets, maxJournalOctets) { _database = database };
            return store;
        }
        catch (Exception exception) when (StoreFaults.IsOfStore(exception))
        {
            throw StoreFaults.Of(exception, path);
        }
        finally
        {
            if (store is null)
            {
                journal?.Dispose();
                pages?.Dispose();
                folderLock?.Dispose();
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask<StoredHead> LoadAsync(IStoreReader reader, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return await Task.Run(() => LoadAllAsync(reader, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask CommitAsync(StoreCommit commit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(commit);
        if (!_isLoaded)
            throw new InvalidOperationException($"{nameof(LoadAsync)} comes before {nameof(CommitAsync)}.");
        if (!_hasOwnFormat || _isFailing || _journal.Length > _maxJournalOctets)
            await MakeRoomAsync().ConfigureAwait(false);

        try
        {
            _isFailing = true;
            _journal.Append(commit, Volatile.Read(ref _settledRevision));
            _isFailing = false;
        }
        catch (Exception exception) when (StoreFaults.IsOfStore(exception))
        {
            throw StoreFaults.Of(exception, _path);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await SettleAllAsync().ConfigureAwait(false);
            _database?.Dispose();
            _pages.EmptyLog();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or StoreException)
        {
            // Every commit is on the disk, in the journal or the log, and the next start finds it there and says what is wrong.
            _database?.Dispose();
        }

        await _settling.DisposeAsync().ConfigureAwait(false);
        _journal.Dispose();
        _pages.Dispose();
        _lock.Dispose();
    }

    /// <summary>Reads some batches while the reader takes what was in those before: loading has work for two processors.</summary>
    private async Task<StoredHead> LoadAllAsync(IStoreReader reader, CancellationToken cancellationToken)
    {
        await SettleAllAsync().ConfigureAwait(false);
        StoreMeta meta = Run(database => database.ReadMeta());
        if (_journal.BaseRevision > meta.Head.Revision)
            throw StoreFaults.Damaged(
                _path, $"it has revision {meta.Head.Revision}, and its journal goes on from {_journal.BaseRevision}.");
        if (meta.FoundFormat < StoreMeta.Format)
            _notices.Add(StoreNotices.OlderFormat(_path, meta.FoundFormat, StoreMeta.Format));

        // The process ended when the older file was empty already, or the newer one is lost: all of it is in the database.
        if (!_journal.Closed.IsEmpty && _journal.Closed.Head.Revision < meta.Head.Revision)
            Run(_ => _journal.ForgetClosed());

        IReadOnlyCollection<StoredRecord> newest = _journal.Closed.Records;
        reader.OnBegin(meta.Live + newest.Count);
        var loader = new BatchLoader(_live, meta);
        IReadOnlyList<Batch> journalled = BatchWriter.Write(meta.NextId, newest);
        loader.LoadJournal(journalled).HandTo(reader);
        Task taking = Task.CompletedTask;
        try
        {
            for (long end = meta.NextId; end > meta.FirstId; end -= BatchesAtOnce)
            {
                cancellationToken.ThrowIfCancellationRequested();
                long first = Math.Max(meta.FirstId, end - BatchesAtOnce);
                long last = end - 1;
                BatchContent content = Run(database => loader.Load(first, database.ReadBatches(first, last)));
                await taking.ConfigureAwait(false);
                taking = Task.Run(() => content.HandTo(reader), CancellationToken.None);
            }
        }
        finally
        {
            await taking.ConfigureAwait(false);
        }

        if (loader.SettledCount != meta.Live)
            throw StoreFaults.Damaged(_path, $"{loader.SettledCount} things are in it, and there were {meta.Live}.");

        _loadedHead = meta.Head;
        _settledRevision = meta.Head.Revision;
        _hasOwnFormat = meta.IsStored && meta.FoundFormat == StoreMeta.Format;
        _isLoaded = true;
        if (_journal.Closed.IsEmpty)
            return meta.Head;

        StoredHead head = _journal.Closed.Head;
        _owed = _live.TakeJournal(journalled);
        _settling.Begin();
        return head;
    }

    /// <summary>
    /// Closes the commits in the journal, which then go into the database beside those that follow. Those that were closed
    /// before have to be there first: whoever commits faster than that waits here.
    /// </summary>
    private async Task MakeRoomAsync()
    {
        await SettleClosedAsync().ConfigureAwait(false);
        if (!_hasOwnFormat)
        {
            // An older program knows no journal: it must find that this is none of its folders before there is one.
            Run(database => Write(database, _live.NoChange(), _loadedHead));
        }

        if (_journal.Length > _maxJournalOctets)
        {
            _journal.Close();
            _settling.Begin();
        }
    }

    private async Task SettleAllAsync()
    {
        if (!_isLoaded)
            return;

        await SettleClosedAsync().ConfigureAwait(false);
        if (!_journal.IsEmpty)
        {
            _journal.Close();
            _settling.Settle();
        }
    }

    /// <summary>Ends with the closed commits in the database, though that may have failed before.</summary>
    private async Task SettleClosedAsync()
    {
        await _settling.StopAsync().ConfigureAwait(false);
        _settling.Settle();
    }

    /// <summary>Writes what the closed commits come to into the database.</summary>
    private void Settle()
    {
        NewestRecords closed = _journal.Closed;
        if (closed.IsEmpty)
            return;

        Run(database =>
        {
            if (_pages.LogLength > _maxLogOctets)
                _pages.EmptyLog();

            CommitPlan plan = _owed ?? _planner.Plan(closed.Records, database.ReadBatches);
            Write(database, plan, closed.Head);
            if (_owed is null)
                _live.Apply(plan);
            _owed = null;
            _journal.ForgetClosed();
        });
    }

    private void Write(Database database, CommitPlan plan, StoredHead head)
    {
        database.Write(plan, head);
        Volatile.Write(ref _settledRevision, head.Revision);
        _hasOwnFormat = true;
    }

    private void Run(Action<Database> work) => Run(database =>
    {
        work(database);
        return true;
    });

    /// <summary>
    /// Works with the database. After a failure nobody knows what LiteDB still holds in memory: that is dropped, and the
    /// next time begins with what is on the disk.
    /// </summary>
    private T Run<T>(Func<Database, T> work)
    {
        bool isDone = false;
        try
        {
            _database ??= new Database(_pages, _path);
            T result = work(_database);
            isDone = true;
            return result;
        }
        catch (Exception exception) when (StoreFaults.IsOfStore(exception))
        {
            throw StoreFaults.Of(exception, _path);
        }
        finally
        {
            if (!isDone)
            {
                _database?.Dispose();
                _database = null;
            }
        }
    }
}
