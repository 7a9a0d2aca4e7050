using DnsRegistry.Storage.LiteDb.Journal;
using DnsRegistry.Storage.LiteDb.Records;

namespace DnsRegistry.Storage.LiteDb.Salvage;

/// <summary>What can be read of a journal.</summary>
/// <param name="Commits">What its whole commits come to.</param>
/// <param name="Lost">Commits that cannot be read, though others follow them.</param>
internal sealed record JournalRemains(NewestRecords Commits, long Lost)
{
    /// <summary>Reads the journal of a folder; files that are not there have no commits.</summary>
    /// <exception cref="IOException">A file cannot be read at all.</exception>
    public static JournalRemains Read(string folder)
    {
        var frames = new List<(JournalFrame Frame, ReadOnlyMemory<byte> Commit)>();
        foreach (string path in CommitJournal.PathsIn(folder).Where(File.Exists))
            frames.AddRange(new JournalScan(File.ReadAllBytes(path)).Anywhere());

        var commits = new NewestRecords();
        var texts = new TextPool();
        long read = 0;
        foreach ((_, ReadOnlyMemory<byte> commit) in frames.OrderBy(found => found.Frame.Number))
        {
            try
            {
                commits.Add(CommitEncoder.Read(commit, texts));
                read++;
            }
            catch (InvalidDataException)
            {
                // the checksum fits, and yet it makes no sense: a newer program has written it
            }
        }

        long numbers = frames.Count == 0 ? 0 : frames.Max(found => found.Frame.Number) - frames.Min(found => found.Frame.Number) + 1;
        return new JournalRemains(commits, numbers - read);
    }
}
