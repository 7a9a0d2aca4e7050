using DnsRegistry.Registry.Instances;
using DnsRegistry.Registry.Storage;
using DnsRegistry.Storage.LiteDb.Batches;
using DnsRegistry.Storage.LiteDb.Interop;
using DnsRegistry.Storage.LiteDb.Pages;
using DnsRegistry.Testing.Registrations;
using DnsRegistry.Testing.Storage;
using LiteDB;
using LiteDB.Engine;

namespace DnsRegistry.Storage.LiteDb.Tests;

public sealed class LiteDbStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Folder_is_made_when_it_is_not_there()
    {
        string folder = Path.Combine(_folder.Path, "a", "b");

        await using (LiteDbStore.Open(folder))
            Assert.True(Directory.Exists(folder));
    }

    [Fact]
    public async Task Commit_before_loading_is_a_mistake_of_the_program()
    {
        await using LiteDbStore store = LiteDbStore.Open(_folder.Path);

        await Assert.ThrowsAsync<InvalidOperationException>(() => CommitAsync(store, 1, 1));
    }

    [Fact]
    public async Task Exception_of_the_reader_is_not_taken_for_a_fault_of_the_store()
    {
        await using LiteDbStore store = await OpenAsync();
        await CommitAsync(store, 1, 1);

        await Assert.ThrowsAsync<NotSupportedException>(() => store.LoadAsync(new BrokenReader(), CancellationToken.None).AsTask());
    }

    [Fact]
    public async Task Second_store_in_the_same_folder_is_refused_until_the_first_is_closed()
    {
        await using (await OpenAsync())
        {
            StoreException exception = Assert.Throws<StoreException>(() => LiteDbStore.Open(_folder.Path));

            Assert.Equal(StoreFault.InUse, exception.Fault);
            Assert.Contains(Path.Combine(_folder.Path, "registry.lock"), exception.Message, StringComparison.Ordinal);
        }

        await (await OpenAsync()).DisposeAsync();
    }

    [Fact]
    public void Folder_that_is_a_file_is_unavailable()
    {
        string path = Path.Combine(_folder.Path, "file");
        File.WriteAllText(path, "");

        StoreException exception = Assert.Throws<StoreException>(() => LiteDbStore.Open(path));

        Assert.Equal(StoreFault.Unavailable, exception.Fault);
        Assert.Contains(path, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Closed_store_has_everything_in_the_database_file()
    {
        await using (LiteDbStore store = await OpenAsync())
            await CommitAsync(store, 1, 100);

        foreach (string other in new[] { _folder.Log, _folder.JournalFile(1), _folder.JournalFile(2) })
        {
            Assert.Equal(0, new FileInfo(other).Length);
            File.Delete(other);
        }

        await using LiteDbStore again = LiteDbStore.Open(_folder.Path);
        Assert.Equal(100, (await StoreContent.LoadAsync(again)).Instances.Count);
    }

    [Fact]
    public async Task Commits_are_found_though_the_store_was_never_closed()
    {
        await using LiteDbStore store = await OpenAsync();
        await CommitAsync(store, 1, 100);

        using TemporaryFolder copy = _folder.Copy();
        await using LiteDbStore found = LiteDbStore.Open(copy.Path);
        Assert.Equal(100, (await StoreContent.LoadAsync(found)).Instances.Count);
    }

    [Fact]
    public async Task Commit_that_was_cut_short_is_dropped_and_the_operator_told_until_another_takes_its_place()
    {
        await using (LiteDbStore store = await OpenAsync())
        {
            Assert.Empty(store.Notices);
            await CommitAsync(store, 1, 10);
            await CommitAsync(store, 2, 20);
            using TemporaryFolder crashed = _folder.Copy();
            byte[] octets = File.ReadAllBytes(crashed.Journal);
            octets[octets.AsSpan().LastIndexOfAnyExcept((byte)0)] = 0;
            File.WriteAllBytes(crashed.Journal, octets);

            await using (LiteDbStore found = LiteDbStore.Open(crashed.Path))
            {
                Assert.Equal(10, (await StoreContent.LoadAsync(found)).Instances.Count);
                string notice = Assert.Single(found.Notices);
                Assert.Contains(crashed.Journal, notice, StringComparison.Ordinal);
                Assert.Contains("is not whole and was dropped", notice, StringComparison.Ordinal);
                await CommitAsync(found, 2, 20);
            }

            await using LiteDbStore again = LiteDbStore.Open(crashed.Path);
            Assert.Equal(20, (await StoreContent.LoadAsync(again)).Instances.Count);
            Assert.Empty(again.Notices);
        }
    }

    [Fact]
    public void Folder_is_put_on_the_disk_or_it_is_said_that_it_is_not()
    {
        FolderFlush.Flush(_folder.Path);

        string missing = Path.Combine(_folder.Path, "missing");
        IOException exception = Assert.Throws<IOException>(() => FolderFlush.Flush(missing));
        Assert.Contains(missing, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Log_and_journal_do_not_grow_without_bound()
    {
        const long MaxLog = 1024 * 1024;
        const long MaxJournal = 512 * 1024;
        await using LiteDbStore store = LiteDbStore.Open(_folder.Path, MaxLog, MaxJournal);
        await StoreContent.LoadAsync(store);

        long longestLog = 0;
        long longestJournal = 0;
        for (int revision = 1; revision <= 3000; revision++)
        {
            await CommitAsync(store, revision, 200);
            longestLog = Math.Max(longestLog, new FileInfo(_folder.Log).Length);
            longestJournal = Math.Max(
                longestJournal, Enumerable.Range(1, 2).Max(number => new FileInfo(_folder.JournalFile(number)).Length));
        }

        Assert.InRange(longestLog, MaxLog / 2, MaxLog * 2);
        Assert.InRange(longestJournal, MaxJournal / 2, MaxJournal * 2);
    }

    [Fact]
    public async Task Database_does_not_grow_while_the_same_instances_are_written_again_and_again()
    {
        await using LiteDbStore store = LiteDbStore.Open(_folder.Path, maxLogOctets: 1024 * 1024, maxJournalOctets: 1);
        await StoreContent.LoadAsync(store);
        for (int revision = 1; revision <= 500; revision++)
            await CommitAsync(store, revision, 100);
        long before = new FileInfo(_folder.Database).Length;

        for (int revision = 501; revision <= 2000; revision++)
            await CommitAsync(store, revision, 100);

        Assert.InRange(new FileInfo(_folder.Database).Length, 1, before * 3 / 2);
    }

    [Fact]
    public async Task Small_commits_are_gathered_into_fewer_documents()
    {
        await using (LiteDbStore store = LiteDbStore.Open(_folder.Path, maxLogOctets: 1024 * 1024, maxJournalOctets: 1))
        {
            await StoreContent.LoadAsync(store);
            for (int revision = 1; revision <= 3000; revision++)
                await CommitAsync(store, revision, 1, firstId: revision);
        }

        Assert.InRange(CountBatches(), 1, 1500);
        await using LiteDbStore again = LiteDbStore.Open(_folder.Path);
        Assert.Equal(3000, (await StoreContent.LoadAsync(again)).Instances.Count);
    }

    [Fact]
    public async Task Newer_format_is_refused_and_left_as_it_is()
    {
        await using (LiteDbStore store = await OpenAsync())
            await CommitAsync(store, 1, 1);
        using (var engine = new LiteEngine(new EngineSettings { Filename = _folder.Database }))
        {
            engine.Upsert(
                "meta",
                [new BsonDocument { ["_id"] = 1, ["v"] = new byte[] { StoreMeta.Format + 1, 1, 2, 3 } }],
                BsonAutoId.Int32);
            engine.Checkpoint();
        }

        byte[] before = File.ReadAllBytes(_folder.Database);
        StoreException exception = await Assert.ThrowsAsync<StoreException>(OpenAsync);

        Assert.Equal(StoreFault.NewerFormat, exception.Fault);
        Assert.Contains(_folder.Database, exception.Message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(_folder.Database));
    }

    private async Task<LiteDbStore> OpenAsync()
    {
        LiteDbStore store = LiteDbStore.Open(_folder.Path);
        try
        {
            await StoreContent.LoadAsync(store);
        }
        catch (StoreException)
        {
            await store.DisposeAsync();
            throw;
        }

        return store;
    }

    private static Task CommitAsync(LiteDbStore store, long revision, int instances, int firstId = 0) => store.CommitAsync(
        Commits.Write(revision, Enumerable.Range(firstId, instances).Select(i => new RegistrationBuilder("web", $"i{i}").BuildStored())),
        CancellationToken.None).AsTask();

    private long CountBatches()
    {
        using var pages = new PageFile(_folder.Database, _folder.Log);
        using var database = new Database(pages, _folder.Database);
        StoreMeta meta = database.ReadMeta();
        return meta.NextId - meta.FirstId;
    }

    private sealed class BrokenReader : IStoreReader
    {
        public void OnInstance(in StoredInstance instance) => throw new NotSupportedException();

        public void OnSettings(Registry.Services.StoredSettings settings) => throw new NotSupportedException();

        public void OnRoutes(Registry.Services.StoredRoutes routes) => throw new NotSupportedException();

        public void OnOverride(StoredOverride stored) => throw new NotSupportedException();
    }
}
