using DnsRegistry.Registry.Instances;
using DnsRegistry.Registry.Storage;
using DnsRegistry.Storage.LiteDb.Batches;
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

        Assert.Equal(0, new FileInfo(_folder.Log).Length);
        File.Delete(_folder.Log);
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
    public async Task Log_does_not_grow_without_bound()
    {
        const long MaxLog = 1024 * 1024;
        await using LiteDbStore store = LiteDbStore.Open(_folder.Path, MaxLog);
        await StoreContent.LoadAsync(store);

        long longest = 0;
        for (int revision = 1; revision <= 500; revision++)
        {
            await CommitAsync(store, revision, 50);
            longest = Math.Max(longest, new FileInfo(_folder.Log).Length);
        }

        Assert.InRange(longest, MaxLog / 2, MaxLog * 2);
    }

    [Fact]
    public async Task Database_does_not_grow_while_the_same_instances_are_written_again_and_again()
    {
        await using LiteDbStore store = LiteDbStore.Open(_folder.Path, maxLogOctets: 1024 * 1024);
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
        await using (LiteDbStore store = await OpenAsync())
        {
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
        public void OnInstance(StoredInstance instance) => throw new NotSupportedException();

        public void OnSettings(Registry.Services.StoredSettings settings) => throw new NotSupportedException();

        public void OnOverride(StoredOverride stored) => throw new NotSupportedException();
    }
}
