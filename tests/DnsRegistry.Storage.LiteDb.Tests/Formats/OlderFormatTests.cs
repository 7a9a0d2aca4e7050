using System.IO.Compression;
using DnsRegistry.Registry.Instances;
using DnsRegistry.Storage.LiteDb.Batches;
using DnsRegistry.Storage.LiteDb.Pages;
using DnsRegistry.Testing.Storage;

namespace DnsRegistry.Storage.LiteDb.Tests.Formats;

/// <summary>
/// Data folders that earlier programs left behind. That of format 1 was written by a server that was stopped, started again
/// and killed: a part of it stands in the log.
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

    private void Unpack(string name) => ZipFile.ExtractToDirectory(Path.Combine(AppContext.BaseDirectory, "Formats", name), _folder.Path);

    private byte Format()
    {
        using var pages = new PageFile(_folder.Database, _folder.Log);
        using var database = new Database(pages, _folder.Database);
        return database.ReadMeta().FoundFormat;
    }
}
