namespace DnsRegistry.Registry.Changes;

/// <summary>
/// Tells what has changed, after it is visible. The writer only notes a change and goes on; who waits for it is looked up
/// and woken in the thread pool, and reads it from the ring of the last changes in its own time.
/// </summary>
/// <param name="options">How many changes are kept, and how far apart waiters are woken.</param>
/// <param name="time">The clock.</param>
public sealed class ChangeFeed(RegistryOptions options, TimeProvider time) : IThreadPoolWorkItem, IDisposable
{
    private readonly ChangeRing _ring = new(options.ChangesKept, options.ChangeOctetsKept);
    private readonly Lock _lock = new();
    private readonly ChangeWaiters _waiters = new();
    private readonly HashSet<string> _services = new(StringComparer.Ordinal);
    private ITimer? _timer;
    private ChangePosition _announced = new(0, 0);
    private ChangePosition _looked = new(0, 0);
    private long _lookedAt;
    private int _waiting;
    private int _isLookDue;

    /// <summary>Every change after this revision can still be read.</summary>
    public long Oldest => _ring.Floor;

    /// <summary>Cursors that are open.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>How far changes have been announced.</summary>
    internal ChangePosition Announced => Volatile.Read(ref _announced);

    /// <summary>How far it has been looked whom the changes concern.</summary>
    internal ChangePosition Looked => Volatile.Read(ref _looked);

    /// <summary>Begins. Writer only.</summary>
    /// <param name="oldest">The revision since when nothing has happened.</param>
    /// <param name="revision">The revision of the registry now.</param>
    internal void Begin(long oldest, long revision)
    {
        _ring.Begin(oldest);
        Volatile.Write(ref _announced, new ChangePosition(0, revision));
    }

    /// <summary>Notes a change, in the order of revisions. Nobody sees it yet. Writer only.</summary>
    internal void Add(RegistryChange change) => _ring.Add(change);

    /// <summary>Everything noted is visible: whom it concerns is told. Writer only.</summary>
    /// <param name="revision">The revision of the registry now.</param>
    internal void Announce(long revision)
    {
        // An exchange, so that it is written before it is looked whether anybody waits: Open does it the other way round.
        Interlocked.Exchange(ref _announced, new ChangePosition(_ring.Next, revision));
        if (Waiting > 0 && Interlocked.Exchange(ref _isLookDue, 1) == 0)
            Schedule();
    }

    /// <summary>Opens a cursor that reads the changes after a revision.</summary>
    /// <param name="revision">The revision.</param>
    /// <param name="service">The service of interest; null for all.</param>
    /// <returns>Null when some of those changes can no longer be read.</returns>
    internal ChangeCursor? Open(long revision, string? service)
    {
        ChangeCursor cursor;
        lock (_lock)
        {
            Interlocked.Increment(ref _waiting);
            ChangePosition announced = Announced;
            if (_waiters.Count == 0)
                Volatile.Write(ref _looked, announced);
            long position = _ring.PositionAfter(revision, announced.Position);
            ChangePosition start = (position, revision) == (announced.Position, announced.Revision)
                ? announced
                : new ChangePosition(position, revision);
            cursor = new ChangeCursor(this, _waiters.Known(service), start, revision);
            _waiters.Add(cursor);
        }

        if (revision >= _ring.Floor)
            return cursor;

        cursor.Dispose();
        return null;
    }

    /// <summary>Forgets a cursor.</summary>
    internal void Close(ChangeCursor cursor)
    {
        lock (_lock)
        {
            if (_waiters.Remove(cursor))
                Interlocked.Decrement(ref _waiting);
        }
    }

    /// <summary>The change at a position; null when it has made way for newer ones.</summary>
    internal RegistryChange? At(long position) => _ring.At(position);

    /// <summary>Wakes whom the changes concern that have been announced since the last time.</summary>
    void IThreadPoolWorkItem.Execute()
    {
        Volatile.Write(ref _lookedAt, time.GetTimestamp());
        Interlocked.Exchange(ref _isLookDue, 0);
        lock (_lock)
        {
            ChangePosition end = Announced;
            long start = _looked.Position;
            if (end.Position > start)
                Touch(start, end.Position);

            // Last: a cursor that was not touched takes it that nothing before this concerns it.
            Volatile.Write(ref _looked, end);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _timer?.Dispose();

    /// <summary>Wakes each at most once, however many changes there are.</summary>
    private void Touch(long start, long end)
    {
        _services.Clear();
        for (long position = start; position < end; position++)
        {
            if (_ring.At(position) is not { } change)
            {
                _waiters.TouchEverybody(start);
                return;
            }

            if (_services.Add(change.Service))
                _waiters.Touch(change.Service, start);
        }

        _waiters.TouchOfAll(start);
    }

    /// <summary>At once after a quiet time; in a steady stream of changes, when the interval is over.</summary>
    private void Schedule()
    {
        TimeSpan rest = options.AnnounceInterval - time.GetElapsedTime(Volatile.Read(ref _lookedAt));
        if (options.AnnounceInterval <= TimeSpan.Zero || rest <= TimeSpan.Zero)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
            return;
        }

        _timer ??= time.CreateTimer(
            static feed => ((IThreadPoolWorkItem)feed!).Execute(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timer.Change(rest, Timeout.InfiniteTimeSpan);
    }
}
