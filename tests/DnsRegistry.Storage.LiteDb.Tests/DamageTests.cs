using DnsRegistry.Registry.Storage;
using DnsRegistry.Testing.Registrations;
using DnsRegistry.Testing.Storage;

namespace DnsRegistry.Storage.LiteDb.Tests;

/// <summary>
/// Whatever happens to the file: everything comes back, or the store says that it is damaged. Never less than everything.
/// </summary>
public sealed class DamageTests : IAsyncLifetime
{
    private const int Instances = 2000;
    private const int PageOctets = 8192;

    private readonly TemporaryFolder _folder = new();
    private byte[] _database = [];

    public async ValueTask InitializeAsync()
    {
        await using (LiteDbStore store = LiteDbStore.Open(_folder.Path))
        {
            await StoreContent.LoadAsync(store);
            for (int revision = 1; revision <= 20; revision++)
            {
                IEnumerable<int> ids = Enumerable.Range((revision - 1) * 100, Instances / 20);
                await store.CommitAsync(
                    Commits.Write(revision, ids.Select(i => new RegistrationBuilder("web", $"i{i}").BuildStored())),
                    CancellationToken.None);
            }
        }

        _database = File.ReadAllBytes(_folder.Database);
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Garbage_is_damage_and_says_which_file_and_what_to_do()
    {
        new Random(1).NextBytes(_database);

        StoreException exception = await AssertDamagedAsync(_database);

        Assert.Contains(_folder.Database, exception.Message, StringComparison.Ordinal);
        Assert.Contains("backup", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_that_was_emptied_is_damage() => await AssertDamagedAsync([]);

    [Fact]
    public async Task File_that_was_cut_is_damage()
    {
        for (int pages = 1; pages < _database.Length / PageOctets; pages++)
        {
            await AssertDamagedAsync(_database[..(pages * PageOctets)]);
            await AssertDamagedAsync(_database[..((pages * PageOctets) - 1)]);
        }
    }

    [Fact]
    public async Task Page_of_zeros_is_never_taken_for_less_content()
    {
        for (int page = 0; page < _database.Length / PageOctets; page++)
        {
            byte[] damaged = [.. _database];
            damaged.AsSpan(page * PageOctets, PageOctets).Clear();
            await AssertDamagedOrCompleteAsync(damaged);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Random_octets_are_never_taken_for_less_content(int seed)
    {
        var random = new Random(seed);
        for (int round = 0; round < 60; round++)
        {
            byte[] damaged = [.. _database];
            int length = 1 << random.Next(10);
            random.NextBytes(damaged.AsSpan(random.Next(damaged.Length - length), length));
            await AssertDamagedOrCompleteAsync(damaged);
        }
    }

    private async Task<StoreException> AssertDamagedAsync(byte[] database)
    {
        StoreException exception = await Assert.ThrowsAsync<StoreException>(() => LoadAsync(database));
        Assert.Equal(StoreFault.Damaged, exception.Fault);
        return exception;
    }

    private async Task AssertDamagedOrCompleteAsync(byte[] database)
    {
        try
        {
            StoreContent content = await LoadAsync(database);
            Assert.Equal(Instances, content.Instances.Count);
            Assert.Equal(Commits.HeadOf(20), content.Head);
        }
        catch (StoreException exception)
        {
            Assert.Equal(StoreFault.Damaged, exception.Fault);
        }
    }

    private async Task<StoreContent> LoadAsync(byte[] database)
    {
        File.WriteAllBytes(_folder.Database, database);
        File.Delete(_folder.Log);
        await using LiteDbStore store = LiteDbStore.Open(_folder.Path);
        return await StoreContent.LoadAsync(store);
    }
}
