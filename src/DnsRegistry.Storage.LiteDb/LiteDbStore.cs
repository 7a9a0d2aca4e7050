using DnsRegistry.Registry.Storage;
using DnsRegistry.Storage.LiteDb.Batches;
using DnsRegistry.Storage.LiteDb.Interop;
using DnsRegistry.Storage.LiteDb.Pages;

namespace DnsRegistry.Storage.LiteDb;

/// <summary>
/// Keeps the registry in one LiteDB file, <c>registry.db</c>, beside which <c>registry.log</c> has the newest commits and
/// <c>registry.lock</c> keeps other processes out.
/// </summary>
/// <remarks>
/// Each commit adds one document with all its records, and the oldest documents are rewritten without what is dead in
/// them as time goes by. One document an instance was measured too: every registration in a commit then dirties pages of
/// 8 KiB of its own, in the data and in the index: several times slower with 64 new registrations a commit, and too slow
/// for ten thousand a second. The price is a map from each key to its document, some 50 octets a key.
/// </remarks>
public sealed class LiteDbStore : IRegistryStore
{
    // The log is emptied into the database when it is longer than this: a pause of some ten milliseconds.
    private const long DefaultLogOctets = 32 * 1024 * 1024;

    private const int BatchesAtOnce = 64;

    private readonly FolderLock _lock;
    private readonly PageFile _pages;
    private readonly string _path;
    private readonly long _maxLogOctets;
    private readonly LiveRecords _live = new();
    private readonly CommitPlanner _planner;
    private readonly List<string> _notices = [];
    private Database? _database;
    private bool _isLoaded;

    private LiteDbStore(FolderLock folderLock, PageFile pages, string path, long maxLogOctets)
    {
        _lock = folderLock;
        _pages = pages;
        _path = path;
        _maxLogOctets = maxLogOctets;
        _planner = new CommitPlanner(_live);
        if (pages.Notice is string notice)
            _notices.Add(notice);
    }

    /// <summary>What was found on opening and loading that is no fault, but that the operator should know of.</summary>
    public IReadOnlyList<string> Notices => _notices;

    /// <summary>Opens the store of a data folder, which is made when it is not there.</summary>
    /// <exception cref="StoreException">It cannot be opened; the message says what to do.</exception>
    public static LiteDbStore Open(string folder) => Open(folder, DefaultLogOctets);

    /// <summary>Opens the store of a data folder with a log of another length.</summary>
    internal static LiteDbStore Open(string folder, long maxLogOctets)
    {
        string path = Path.Combine(folder, "registry.db");
        FolderLock? folderLock = null;
        PageFile? pages = null;
        LiteDbStore? store = null;
        try
        {
            FolderFlush.Make(folder);
            folderLock = new FolderLock(Path.Combine(folder, "registry.lock"));
            pages = new PageFile(path, Path.Combine(folder, "registry.log"));
            var database = new Database(pages, path);
            store = new LiteDbStore(folderLock, pages, path, maxLogOctets) { _database = database };
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
        await Task.Run(() => Commit(commit), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _database?.Dispose();
        try
        {
            _pages.EmptyLog();
        }
        catch (Exception exception) when (exception is IOException or StoreException)
        {
            // Every commit is on the disk, in the log, and the next start finds it there and says what is wrong.
        }

        _pages.Dispose();
        _lock.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Reads some batches while the reader takes what was in those before: loading has work for two processors.</summary>
    private async Task<StoredHead> LoadAllAsync(IStoreReader reader, CancellationToken cancellationToken)
    {
        StoreMeta meta = Run(database => database.ReadMeta());
        if (meta.FoundFormat < StoreMeta.Format)
            _notices.Add(StoreNotices.OlderFormat(_path, meta.FoundFormat, StoreMeta.Format));
        reader.OnBegin(meta.Live);
        var loader = new BatchLoader(_live, meta);
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

        if (_live.Count != meta.Live)
            throw StoreFaults.Damaged(_path, $"{_live.Count} things are in it, and there were {meta.Live}.");

        _isLoaded = true;
        return meta.Head;
    }

    private void Commit(StoreCommit commit) => Run(database =>
    {
        if (_pages.LogLength > _maxLogOctets)
            _pages.EmptyLog();

        CommitPlan plan = _planner.Plan(commit, database.ReadBatches);
        database.Write(plan, commit.Head);
        _live.Apply(plan);
        return plan;
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
