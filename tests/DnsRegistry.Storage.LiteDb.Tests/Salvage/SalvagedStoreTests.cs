using DnsRegistry.Registry.Instances;
using DnsRegistry.Registry.Services;
using DnsRegistry.Registry.Storage;
using DnsRegistry.Storage.LiteDb.Salvage;
using DnsRegistry.Testing.Registrations;
using DnsRegistry.Testing.Storage;

namespace DnsRegistry.Storage.LiteDb.Tests.Salvage;

/// <summary>What can be read of a damaged folder is read, is what was written, and what is missing is said.</summary>
public sealed class SalvagedStoreTests : IAsyncLifetime
{
    private const int PageOctets = 8192;
    private const int Instances = 3000;

    private readonly TemporaryFolder _folder = new();

    public async ValueTask InitializeAsync()
    {
        await using LiteDbStore store = LiteDbStore.Open(_folder.Path);
        await StoreContent.LoadAsync(store);
        for (int revision = 1; revision <= 30; revision++)
        {
            IEnumerable<int> ids = Enumerable.Range((revision - 1) * 100, 100);
            await store.CommitAsync(
                Commits.Write(revision, ids.Select(i => InstanceOf(i).BuildStored(revision: revision))), CancellationToken.None);
        }

        await store.CommitAsync(
            Commits.WriteSettings(31, new StoredSettings("web", new ServiceSettings { TtlSeconds = 7 }, 31)), CancellationToken.None);
        await store.CommitAsync(
            Commits.WriteOverrides(32, new StoredOverride(new("web", "i1"), new InstanceOverride { Weight = 5 }, 32)),
            CancellationToken.None);
        await store.CommitAsync(Commits.Delete(33, new InstanceKey("web", "i0")), CancellationToken.None);
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public void Folder_that_is_well_is_read_whole()
    {
        (SalvageReport report, StoreContent content) = Read();

        Assert.Equal(new SalvageReport(Instances + 1, Instances + 1, 0, 33), report);
        Assert.True(report.IsWhole);
        Assert.Equal(Instances - 1, content.Instances.Count);
        Assert.Equal(7, content.Settings["web"].Settings.TtlSeconds);
        Assert.Equal(5, Assert.Single(content.Overrides.Values).Override.Weight);
    }

    [Fact]
    public async Task Commits_that_stand_in_the_log_alone_are_read()
    {
        await using LiteDbStore store = LiteDbStore.Open(_folder.Path);
        await StoreContent.LoadAsync(store);
        await store.CommitAsync(Commits.Write(34, new RegistrationBuilder("late", "a").BuildStored(revision: 34)), CancellationToken.None);
        using TemporaryFolder copy = _folder.Copy();

        var content = new StoreContent();
        SalvageReport report = SalvagedStore.Read(copy.Path, content);

        Assert.True(report.IsWhole);
        Assert.Contains(new InstanceKey("late", "a"), content.Instances.Keys);
    }

    [Fact]
    public void Any_page_that_is_lost_costs_what_was_on_it_and_that_is_said()
    {
        byte[] database = File.ReadAllBytes(_folder.Database);
        int most = 0;
        for (int page = 0; page < database.Length / PageOctets; page++)
        {
            byte[] damaged = [.. database];
            damaged.AsSpan(page * PageOctets, PageOctets).Fill(0xA5);
            File.WriteAllBytes(_folder.Database, damaged);

            (SalvageReport report, StoreContent content) = Read();

            AssertAsWritten(content);
            Assert.Equal(report.Found, content.Instances.Count + content.Settings.Count + content.Overrides.Count);
            Assert.True(
                report.IsWhole || report.Expected is null || report.LostBatches > 0 || report.Found < report.Expected,
                $"page {page}: {report}");
            Assert.InRange(content.Instances.Count, Instances / 4, Instances);
            most = Math.Max(most, Instances - content.Instances.Count);
        }

        Assert.InRange(most, 100, Instances); // a page of content was among them
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Random_octets_are_no_exception_and_never_taken_for_content(int seed)
    {
        byte[] database = File.ReadAllBytes(_folder.Database);
        var random = new Random(seed);
        for (int round = 0; round < 40; round++)
        {
            byte[] damaged = [.. database];
            for (int places = random.Next(1, 20); places > 0; places--)
                random.NextBytes(damaged.AsSpan(random.Next(damaged.Length - 64), random.Next(64)));
            File.WriteAllBytes(_folder.Database, damaged);

            AssertAsWritten(Read().Content);
        }

        random.NextBytes(database);
        File.WriteAllBytes(_folder.Database, database[..^17]);
        Assert.Equal(new SalvageReport(0, null, 0, 0), Read().Report);
    }

    [Fact]
    public void Folder_without_a_store_is_said()
    {
        string empty = Directory.CreateDirectory(Path.Combine(_folder.Path, "empty")).FullName;

        StoreException exception = Assert.Throws<StoreException>(() => SalvagedStore.Read(empty, new StoreContent()));

        Assert.Contains(empty, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Folder_of_a_running_server_is_refused()
    {
        await using LiteDbStore store = LiteDbStore.Open(_folder.Path);

        StoreException exception = Assert.Throws<StoreException>(() => SalvagedStore.Read(_folder.Path, new StoreContent()));

        Assert.Equal(StoreFault.InUse, exception.Fault);
    }

    private static RegistrationBuilder InstanceOf(int number) =>
        new RegistrationBuilder("web", $"i{number}").WithPort(1 + number).WithMetadata("filling", new string('x', number % 50));

    private static void AssertAsWritten(StoreContent content) => Assert.All(content.Instances, pair =>
    {
        int number = int.Parse(pair.Key.Id[1..], System.Globalization.CultureInfo.InvariantCulture);
        StoredInstanceAssert.Same(InstanceOf(number).BuildStored(revision: (number / 100) + 1), pair.Value);
    });

    private (SalvageReport Report, StoreContent Content) Read()
    {
        var content = new StoreContent();
        return (SalvagedStore.Read(_folder.Path, content), content);
    }
}
