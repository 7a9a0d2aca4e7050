using DnsRegistry.Registry.Storage;
using DnsRegistry.Storage.LiteDb.Batches;
using DnsRegistry.Storage.LiteDb.Journal;
using LiteDB;

namespace DnsRegistry.Storage.LiteDb.Salvage;

/// <summary>Reads what can be read of a data folder, damaged or not, without changing anything in it. No server may work with it.</summary>
public static class SalvagedStore
{
    private const string IdField = "_id";
    private const string ValueField = "v";

    /// <summary>Reads everything whose checksum fits.</summary>
    /// <param name="folder">The data folder.</param>
    /// <param name="reader">Is given each thing once; where the newest record of it is lost, an older one.</param>
    /// <returns>What was found, and what is missing.</returns>
    /// <exception cref="StoreException">The folder cannot be read, a server works with it, or a newer program wrote it.</exception>
    public static SalvageReport Read(string folder, IStoreReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        string path = Path.Combine(folder, "registry.db");
        string logPath = Path.Combine(folder, "registry.log");
        if (!CommitJournal.PathsIn(folder).Concat([path, logPath]).Any(File.Exists))
            throw StoreFaults.NoStore(folder);

        try
        {
            using FolderLock? folderLock = LockIfPossible(Path.Combine(folder, "registry.lock"));
            IReadOnlyList<byte[]?> pages = PageImage.Read(path, logPath);
            return Read([.. new DocumentScan(pages).Documents()], JournalRemains.Read(folder), path, reader);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw StoreFaults.Unavailable(path, exception);
        }
    }

    /// <summary>A copy of a folder may lie where nothing can be written; then nobody else writes there either.</summary>
    private static FolderLock? LockIfPossible(string path)
    {
        try
        {
            return File.Exists(path) ? new FolderLock(path) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static SalvageReport Read(List<BsonDocument> documents, JournalRemains journal, string path, IStoreReader reader)
    {
        StoreMeta? meta = documents.Select(document => MetaOf(document, path)).OfType<StoreMeta>().MaxBy(found => found.Head.Revision);
        var batches = new SortedDictionary<long, byte[]>();
        foreach (BsonDocument document in documents)
        {
            if (document[IdField].IsInt64 && document[ValueField].IsBinary && IsWhole(document[IdField], document[ValueField].AsBinary))
                batches[document[IdField]] = document[ValueField].AsBinary;
        }

        var live = new LiveRecords();
        var loader = new BatchLoader(live, meta ?? StoreMeta.Empty);
        long nextId = Math.Max(meta?.NextId ?? 0, batches.Count == 0 ? 0 : batches.Keys.Last() + 1);
        if (journal.Commits.Head.Revision >= (meta?.Head.Revision ?? 0))
            loader.LoadJournal(BatchWriter.Write(nextId, journal.Commits.Records)).HandTo(reader);
        int damaged = 0;
        foreach ((long id, byte[] octets) in batches.Reverse().Where(batch => batch.Key >= (meta?.FirstId ?? 0)))
        {
            try
            {
                loader.Load(id, [octets]).HandTo(reader);
            }
            catch (InvalidDataException)
            {
                damaged++; // the checksum fits, and yet it makes no sense: a newer program has written it
            }
        }

        long lost = meta is null ? 0 : meta.NextId - meta.FirstId - batches.Keys.Count(id => id >= meta.FirstId && id < meta.NextId);
        int? expected = meta is null ? null : meta.Live + live.Count - loader.SettledCount;
        return new SalvageReport(
            live.Count, expected, lost + damaged + journal.Lost, Math.Max(meta?.Head.Revision ?? 0, journal.Commits.Head.Revision));
    }

    private static bool IsWhole(long id, byte[] octets)
    {
        try
        {
            BatchChecksum.Open(id, octets);
            return true;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    private static StoreMeta? MetaOf(BsonDocument document, string path)
    {
        try
        {
            return document[IdField].IsInt32 && document[ValueField].IsBinary ? StoreMeta.Read(document[ValueField].AsBinary, path) : null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}
