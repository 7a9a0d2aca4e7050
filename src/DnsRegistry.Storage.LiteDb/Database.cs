using DnsRegistry.Registry.Storage;
using DnsRegistry.Storage.LiteDb.Batches;
using DnsRegistry.Storage.LiteDb.Pages;
using LiteDB;
using LiteDB.Engine;

namespace DnsRegistry.Storage.LiteDb;

/// <summary>
/// The documents: one for each batch, and one that says which batches there are. All that is known of LiteDB stands here.
/// </summary>
/// <remarks>
/// LiteDB 5.0.20 alone does not do. Its commit hands the pages to a background task and does not wait for it; system
/// calls traced on Linux show that they are mostly written before it returns, since the task then runs inside the commit,
/// but each page with an <c>fsync(2)</c> of its own. A write that fails is told to a later commit, not to the one it
/// belongs to; and the pages of its log have no checksum, so one that the loss of power has cut short is believed.
/// <para>
/// So LiteDB keeps its log in memory here, and each commit is followed by a checkpoint, which writes the pages to the data
/// stream in the calling thread and flushes it. That stream makes the flush one durable step (<see cref="PageFile"/>):
/// one <c>fsync(2)</c> for a commit of any size, and every exception goes to the commit that it belongs to.
/// </para>
/// </remarks>
internal sealed class Database : IDisposable
{
    private const string BatchCollection = "batches";
    private const string MetaCollection = "meta";
    private const string IdField = "_id";
    private const string ValueField = "v";
    private const int MetaId = 1;

    private readonly PageFile _pages;
    private readonly string _path;
    private readonly LiteEngine _engine;

    /// <summary>Opens the database in the pages, or makes a new one.</summary>
    public Database(PageFile pages, string path)
    {
        _pages = pages;
        _path = path;
        _engine = new LiteEngine(new EngineSettings
        {
            DataStream = new PageStream(pages),
            LogStream = new MemoryStream(),
            TempStream = new MemoryStream(),
            Collation = Collation.Binary,
        });

        // No checkpoint but ours: LiteDB's own would come in the middle of a commit, or on closing after a failure.
        if (_engine.Pragma("CHECKPOINT", 0))
            _engine.Checkpoint();
    }

    /// <summary>Reads what the store knows about itself.</summary>
    public StoreMeta ReadMeta()
    {
        // A new database is not queried: for its first query LiteDB compiles expressions, a tenth of the time that such a start takes.
        if (!_engine.GetCollectionNames().Any() && _pages.Length <= PageFrame.PageOctets)
            return StoreMeta.Empty;

        using IBsonDataReader reader = _engine.Query(MetaCollection, new Query());
        return reader.Read()
            ? StoreMeta.Read(reader.Current.AsDocument[ValueField].AsBinary, _path)
            : throw new InvalidDataException("It has content, but nothing that says what it is.");
    }

    /// <summary>Reads batches that are there, the oldest first.</summary>
    public List<byte[]> ReadBatches(long firstId, long lastId)
    {
        var query = new Query();
        query.Where.Add(BsonExpression.Create("_id BETWEEN @0 AND @1", firstId, lastId));
        var batches = new List<byte[]>();
        using IBsonDataReader reader = _engine.Query(BatchCollection, query);
        while (reader.Read())
        {
            BsonDocument document = reader.Current.AsDocument;
            if (document[IdField] != firstId + batches.Count)
                break;
            batches.Add(document[ValueField].AsBinary);
        }

        return batches.Count == lastId - firstId + 1
            ? batches
            : throw new InvalidDataException($"Batch {firstId + batches.Count} is missing.");
    }

    /// <summary>Writes one commit, durable when this returns.</summary>
    public void Write(CommitPlan plan, StoredHead head)
    {
        var meta = new StoreMeta(plan.FirstId, plan.NextId, plan.Live, head);
        _engine.BeginTrans();
        if (plan.Added.Count > 0)
            _engine.Insert(BatchCollection, plan.Added.Select(batch => Document(batch.Id, batch.Octets)), BsonAutoId.Int64);
        for (long id = plan.OldFirstId; id < plan.FirstId; id++)
            _engine.Delete(BatchCollection, [id]);
        _engine.Upsert(MetaCollection, [Document(MetaId, meta.Write())], BsonAutoId.Int32);
        _engine.Commit();
        _engine.Checkpoint();
    }

    /// <summary>Lets go of the engine; what was not flushed is not kept.</summary>
    public void Dispose()
    {
        _engine.Dispose();
        _pages.Discard();
    }

    private static BsonDocument Document(BsonValue id, byte[] value) => new() { [IdField] = id, [ValueField] = value };
}
