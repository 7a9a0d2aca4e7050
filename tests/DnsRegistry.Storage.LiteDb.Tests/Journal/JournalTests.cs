using DnsRegistry.Registry.Instances;
using DnsRegistry.Registry.Storage;
using DnsRegistry.Storage.LiteDb.Salvage;
using DnsRegistry.Testing.Registrations;
using DnsRegistry.Testing.Storage;

namespace DnsRegistry.Storage.LiteDb.Tests.Journal;

/// <summary>What happens to commits between the journal and the database.</summary>
public sealed class JournalTests : IDisposable
{
    private const long LongLog = 1024 * 1024;
    private const long ShortJournal = 1024;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Store_that_was_never_closed_has_the_newest_of_what_both_files_and_the_database_hold()
    {
        await using LiteDbStore store = await OpenAsync(_folder);
        for (int revision = 1; revision <= 60; revision++)
        {
            await CommitAsync(store, revision, $"i{revision % 7}", port: revision);
            if (revision % 5 == 0)
                await store.CommitAsync(Commits.Delete(revision, new InstanceKey("web", $"i{revision % 3}")), CancellationToken.None);

            using TemporaryFolder copy = _folder.Copy();
            AssertContent(revision, await LoadAsync(copy));
        }
    }

    [Fact]
    public async Task Commits_that_are_in_the_database_too_change_nothing_when_they_are_read_again()
    {
        using TemporaryFolder before = await CrashedAsync(commits: 9);
        Dictionary<string, byte[]> journals = JournalsOf(before);

        await using (LiteDbStore store = await OpenAsync(before))
            await CommitAsync(store, 10, "late", port: 10);
        foreach ((string name, byte[] octets) in journals)
            File.WriteAllBytes(Path.Combine(before.Path, name), octets);

        // As if the process had ended between the database and the journal; what came later is in the database alone.
        StoreContent content = await LoadAsync(before);
        Assert.Equal(10, content.Instances.Count);
    }

    [Fact] // as when the process ends between the emptying of the two files
    public async Task Older_commits_that_were_left_behind_do_not_come_back()
    {
        using TemporaryFolder before = await CrashedAsync(commits: 9);
        byte[] older = File.ReadAllBytes(before.Journal);
        await using (LiteDbStore store = await OpenAsync(before))
            await store.CommitAsync(Commits.Delete(10, new InstanceKey("web", "i1")), CancellationToken.None);
        File.WriteAllBytes(before.Journal, older);

        var salvaged = new StoreContent();
        Assert.True(SalvagedStore.Read(before.Path, salvaged).IsWhole);
        Assert.Equal(8, salvaged.Instances.Count);
        StoreContent content = await LoadAsync(before);
        Assert.Equal(10, content.Head.Revision);
        Assert.Equal(8, content.Instances.Count);
        Assert.DoesNotContain(new InstanceKey("web", "i1"), content.Instances.Keys);
    }

    [Fact]
    public async Task Commits_that_are_missing_between_the_files_are_damage()
    {
        using TemporaryFolder crashed = await CrashedAsync(commits: 9);
        byte[] octets = CommitsOf(crashed);
        int frame = octets.Length / 9;
        File.WriteAllBytes(crashed.JournalFile(1), octets[(frame * 4)..]);
        File.WriteAllBytes(crashed.JournalFile(2), octets[..(frame * 3)]);

        StoreException exception = Assert.Throws<StoreException>(() => LiteDbStore.Open(crashed.Path));

        Assert.Equal(StoreFault.Damaged, exception.Fault);
        File.WriteAllBytes(crashed.JournalFile(2), octets[..(frame * 4)]);
        Assert.Equal(9, (await LoadAsync(crashed)).Instances.Count);
    }

    [Fact]
    public async Task Octet_that_differs_before_the_last_commit_is_damage()
    {
        using TemporaryFolder crashed = await CrashedAsync(commits: 9);
        byte[] octets = CommitsOf(crashed);
        for (int at = 0; at < octets.Length * 2 / 3; at += 13)
        {
            if (IsPadding(octets, at))
                continue;

            byte[] changed = [.. octets];
            changed[at] ^= 0x10;
            File.WriteAllBytes(crashed.Journal, changed);

            StoreException exception = Assert.Throws<StoreException>(() => LiteDbStore.Open(crashed.Path));

            Assert.Equal(StoreFault.Damaged, exception.Fault);
            Assert.Contains(crashed.Journal, exception.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Commit_that_is_cut_short_leaves_nothing_and_those_before_it_stay()
    {
        using TemporaryFolder crashed = await CrashedAsync(commits: 9);
        byte[] octets = CommitsOf(crashed);
        for (int left = 1; left < octets.Length; left += 97)
        {
            // Zeros that were there before may stand behind it, or nothing.
            bool hasZeros = left % 2 == 1;
            bool isWhole = hasZeros && octets.AsSpan(octets.Length - left).IndexOfAnyExcept((byte)0) < 0;
            File.WriteAllBytes(crashed.Journal, [.. octets[..^left], .. new byte[hasZeros ? 4096 : 0]]);
            using TemporaryFolder copy = crashed.Copy();

            StoreContent content = await LoadAsync(copy);

            Assert.Equal(content.Head.Revision, content.Instances.Count);
            Assert.InRange(content.Instances.Count, 0, isWhole ? 9 : 8);
        }
    }

    [Fact]
    public async Task Database_that_is_older_than_its_journal_is_damage()
    {
        byte[] old;
        await using (LiteDbStore store = await OpenAsync(_folder))
            await CommitAsync(store, 1, "a", port: 1);
        old = File.ReadAllBytes(_folder.Database);
        await using (LiteDbStore store = await OpenAsync(_folder))
            await CommitAsync(store, 2, "b", port: 2);
        await using (LiteDbStore store = await OpenAsync(_folder))
        {
            await CommitAsync(store, 3, "c", port: 3);
            using TemporaryFolder copy = _folder.Copy();
            File.WriteAllBytes(copy.Database, old);
            File.Delete(copy.Log);

            StoreException exception = await Assert.ThrowsAsync<StoreException>(() => LoadAsync(copy));

            Assert.Equal(StoreFault.Damaged, exception.Fault);
            Assert.Contains("its journal goes on from 2", exception.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Journal_is_salvaged_around_what_is_damaged_and_that_is_said()
    {
        using TemporaryFolder crashed = await CrashedAsync(commits: 9);
        var whole = new StoreContent();
        Assert.Equal(new SalvageReport(9, 9, 0, 9), SalvagedStore.Read(crashed.Path, whole));
        Assert.Equal(9, whole.Instances.Count);

        byte[] octets = CommitsOf(crashed);
        octets[octets.Length / 2] ^= 0x10;
        File.WriteAllBytes(crashed.Journal, octets);
        var content = new StoreContent();
        SalvageReport report = SalvagedStore.Read(crashed.Path, content);

        Assert.False(report.IsWhole);
        Assert.Equal(1, report.LostBatches);
        Assert.Equal(8, content.Instances.Count);
    }

    /// <summary>A folder whose commits, of one instance each, are all in the first file of the journal.</summary>
    private static async Task<TemporaryFolder> CrashedAsync(int commits)
    {
        using var folder = new TemporaryFolder();
        await using LiteDbStore store = LiteDbStore.Open(folder.Path);
        await StoreContent.LoadAsync(store);
        for (int revision = 1; revision <= commits; revision++)
            await CommitAsync(store, revision, $"i{revision}", port: revision);
        return folder.Copy();
    }

    /// <summary>The journal without the zeros that are there for commits to come: frames are a multiple of 64 octets.</summary>
    private static byte[] CommitsOf(TemporaryFolder folder)
    {
        byte[] octets = File.ReadAllBytes(folder.Journal);
        return octets[..((octets.AsSpan().LastIndexOfAnyExcept((byte)0) / 64 * 64) + 64)];
    }

    private static Dictionary<string, byte[]> JournalsOf(TemporaryFolder folder) =>
        Enumerable.Range(1, 2).ToDictionary(
            number => $"registry.journal-{number}", number => File.ReadAllBytes(folder.JournalFile(number)));

    /// <summary>Frames begin at multiples of 64 octets; zeros that reach up to one belong to no commit.</summary>
    private static bool IsPadding(byte[] octets, int at) =>
        octets[at] == 0 && octets.AsSpan(at, 64 - (at % 64)).IndexOfAnyExcept((byte)0) < 0;

    private static void AssertContent(int revision, StoreContent content)
    {
        var expected = new Dictionary<string, int>();
        for (int i = 1; i <= revision; i++)
        {
            expected[$"i{i % 7}"] = i;
            if (i % 5 == 0)
                expected.Remove($"i{i % 3}");
        }

        Assert.Equal(
            expected.OrderBy(pair => pair.Key, StringComparer.Ordinal),
            content.Instances.ToDictionary(pair => pair.Key.Id, pair => (int)pair.Value.Registration.Port).OrderBy(
                pair => pair.Key, StringComparer.Ordinal));
    }

    private static async Task<LiteDbStore> OpenAsync(TemporaryFolder folder)
    {
        LiteDbStore store = LiteDbStore.Open(folder.Path, LongLog, ShortJournal);
        await StoreContent.LoadAsync(store);
        return store;
    }

    private static async Task<StoreContent> LoadAsync(TemporaryFolder folder)
    {
        await using LiteDbStore store = LiteDbStore.Open(folder.Path);
        return await StoreContent.LoadAsync(store);
    }

    private static Task CommitAsync(LiteDbStore store, long revision, string id, int port) => store.CommitAsync(
        Commits.Write(revision, new RegistrationBuilder("web", id).WithPort(port).BuildStored(revision: revision)),
        CancellationToken.None).AsTask();
}
