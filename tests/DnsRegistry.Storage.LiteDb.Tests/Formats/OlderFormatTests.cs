using System.IO.Compression;
using DnsRegistry.Registry.Instances;
using DnsRegistry.Registry.Services;
using DnsRegistry.Storage.LiteDb.Batches;
using DnsRegistry.Storage.LiteDb.Pages;
using DnsRegistry.Storage.LiteDb.Salvage;
using DnsRegistry.Testing.Storage;
using DnsRegistry.Zones.Routes;

namespace DnsRegistry.Storage.LiteDb.Tests.Formats;

/// <summary>
/// Data folders that earlier programs left behind. Each was written by a server that was stopped, started again and killed: a
/// part of it stands in the log.
/// </summary>
public sealed class OlderFormatTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Folder_of_format_1_is_read_whole()
    {
        Unpack("format-1.zip");
        Assert.Equal(1, Format());

        await using LiteDbStore store = LiteDbStore.Open(_folder.Path);
        StoreContent content = await StoreContent.LoadAsync(store);

        Assert.Equal(8, content.Head.Revision);
        Assert.Equal(["a", "b", "c", "h"], content.Instances.Keys.Select(key => key.Id).Order(StringComparer.Ordinal));
        Registration registration = content.Instances[new("web", "a")].Registration;
        Assert.Equal(("z1", "g1", "1.2.0", 8080, 7, 60), (
            registration.Zone, registration.Group, registration.Version, registration.Port, registration.Weight,
            registration.LeaseSeconds));
        Assert.Equal(["10.0.0.7", "fd00::7"], registration.Addresses.Select(address => address.ToString()));
        Assert.Contains(new KeyValuePair<string, string>("ort", "Köln"), registration.Metadata);
        Assert.Equal(9, content.Settings["web"].Settings.TtlSeconds);
        Assert.Equal(["quiet", "web"], content.Settings.Keys.Order(StringComparer.Ordinal));
        Assert.Empty(content.Overrides);
        Assert.Contains("has format 1", Assert.Single(store.Notices), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Folder_of_format_1_has_the_newest_format_after_a_commit_and_everything_that_it_had()
    {
        Unpack("format-1.zip");
        await using (LiteDbStore store = LiteDbStore.Open(_folder.Path))
        {
            await StoreContent.LoadAsync(store);
            await store.CommitAsync(
                Commits.WriteOverrides(9, new StoredOverride(new("web", "a"), new InstanceOverride { Weight = 5 }, 9)),
                CancellationToken.None);
        }

        Assert.Equal(StoreMeta.Format, Format());
        await using LiteDbStore again = LiteDbStore.Open(_folder.Path);
        StoreContent content = await StoreContent.LoadAsync(again);
        Assert.Equal(5, Assert.Single(content.Overrides.Values).Override.Weight);
        Assert.Empty(again.Notices);
        Assert.Equal(4, content.Instances.Count);
        Assert.Equal(2, content.Settings.Count);
    }

    [Fact]
    public async Task Folder_of_format_2_is_read_whole_with_its_overrides()
    {
        Unpack("format-2.zip");
        Assert.Equal(2, Format());

        await using LiteDbStore store = LiteDbStore.Open(_folder.Path);
        StoreContent content = await StoreContent.LoadAsync(store);

        AssertInstancesAndOverrides(content);
        Assert.Equal(11, content.Head.Revision);
        Assert.Empty(content.Routes);
        Assert.Contains("has format 2", Assert.Single(store.Notices), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Folder_of_format_3_is_read_whole_with_its_route_rules()
    {
        Unpack("format-3.zip");
        Assert.Equal(3, Format());

        await using LiteDbStore store = LiteDbStore.Open(_folder.Path);
        StoreContent content = await StoreContent.LoadAsync(store);

        AssertInstancesAndOverrides(content);
        AssertRoutes(content);
        Assert.Equal(16, content.Head.Revision);
        Assert.Contains("has format 3", Assert.Single(store.Notices), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Folder_of_a_later_format_has_the_newest_after_a_commit_and_everything_that_it_had(int format)
    {
        Unpack($"format-{format}.zip");
        await using (LiteDbStore store = LiteDbStore.Open(_folder.Path))
        {
            await StoreContent.LoadAsync(store);
            await store.CommitAsync(Commits.WriteSettings(99, new("late", new ServiceSettings(), 99)), CancellationToken.None);
        }

        Assert.Equal(StoreMeta.Format, Format());
        await using LiteDbStore again = LiteDbStore.Open(_folder.Path);
        StoreContent content = await StoreContent.LoadAsync(again);
        Assert.True(content.Settings.Remove("late"));
        AssertInstancesAndOverrides(content);
        if (format > 2)
            AssertRoutes(content);
        Assert.Empty(again.Notices);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Folder_of_an_older_format_can_be_saved_without_a_server(int format)
    {
        Unpack($"format-{format}.zip");

        SalvageReport report = SalvagedStore.Read(_folder.Path, new StoreContent());

        Assert.True(report.IsWhole);
        Assert.Equal(format, Format());
    }

    /// <summary>What the folders of formats 2 and 3 have in common.</summary>
    private static void AssertInstancesAndOverrides(StoreContent content)
    {
        Assert.Equal(["a", "b", "h"], content.Instances.Keys.Select(key => key.Id).Order(StringComparer.Ordinal));
        Registration a = content.Instances[new("web", "a")].Registration;
        Assert.Equal(("z1", "g1", "1.2.0", 8080, 7, 60), (a.Zone, a.Group, a.Version, a.Port, a.Weight, a.LeaseSeconds));
        Assert.Equal(["10.0.0.7", "fd00::7"], a.Addresses.Select(address => address.ToString()));
        Assert.Equal("Köln", Assert.Single(a.Metadata).Value);
        Assert.Equal(53, Assert.Single(a.Ports).Port);
        Assert.True(content.Instances[new("web", "b")].Registration.IsStatic);
        Registration h = content.Instances[new("web", "h")].Registration;
        Assert.Equal("www.example.com.", h.Host?.ToString());
        Assert.Equal(5, h.Check?.IntervalSeconds);
        Assert.Equal(9, content.Settings["web"].Settings.TtlSeconds);
        Assert.Equal(["quiet", "web"], content.Settings.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(["b", "h"], content.Overrides.Keys.Select(key => key.Id).Order(StringComparer.Ordinal));
        Assert.False(content.Overrides[new("web", "b")].Override.IsEnabled);
        Assert.Equal(5, content.Overrides[new("web", "h")].Override.Weight);
    }

    private static void AssertRoutes(StoreContent content)
    {
        Assert.Equal(["api", "web"], content.Routes.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(["canary", "chaos"], content.Routes["api"].Rules.Select(rule => rule.Name));
        RouteRule ops = Assert.Single(content.Routes["web"].Rules);
        Assert.Equal(("ops", true), (ops.Name, ops.IsForced));
    }

    private void Unpack(string name) => ZipFile.ExtractToDirectory(Path.Combine(AppContext.BaseDirectory, "Formats", name), _folder.Path);

    private byte Format()
    {
        using var pages = new PageFile(_folder.Database, _folder.Log);
        using var database = new Database(pages, _folder.Database);
        return database.ReadMeta().FoundFormat;
    }
}
