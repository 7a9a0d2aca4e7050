namespace DnsRegistry.Registry.Changes;

/// <summary>
/// One reader's place in the changes of one service, or of all. It holds no changes of its own: it costs the same whether
/// much or nothing happens, and a reader that is too slow finds that changes have gone (<see cref="HasLagged"/>). It is woken
/// when a change of interest may have come.
/// </summary>
public sealed class ChangeCursor : WakeSignal, IDisposable
{
    /// <summary>Nothing for this cursor has come since it last looked.</summary>
    private const long Untouched = long.MaxValue;

    private readonly ChangeFeed _feed;

    /// <summary>The position from which on something for this cursor may have come.</summary>
    private long _touched;

    /// <summary>The next position to look at.</summary>
    private long _position;

    /// <summary>How far to look before asking again whether anything has come.</summary>
    private ChangePosition _end;

    internal ChangeCursor(ChangeFeed feed, string? service, ChangePosition start, long revision)
    {
        _feed = feed;
        Service = service;
        Revision = revision;
        _position = _touched = start.Position;
        _end = start;
    }

    /// <summary>The service whose changes are read; null for those of all.</summary>
    public string? Service { get; }

    /// <summary>Every change of interest up to this revision has been read: another cursor can go on from here.</summary>
    public long Revision { get; private set; }

    /// <summary>Whether changes have made way for newer ones before they were read. It stays so.</summary>
    public bool HasLagged { get; private set; }

    /// <summary>Where it stands among those who wait for the same; for <see cref="ChangeWaiters"/>.</summary>
    internal int Slot { get; set; }

    /// <summary>The next change of interest; null when there is none now, or when the cursor has lagged.</summary>
    public RegistryChange? Read()
    {
        while (!HasLagged)
        {
            while (_position < _end.Position)
            {
                if (_feed.At(_position) is not { } change)
                {
                    HasLagged = true;
                    return null;
                }

                _position++;
                if (change.Revision <= Revision)
                    continue;

                Revision = change.Revision;
                if (Service is null || Service == change.Service)
                    return change;
            }

            Revision = Math.Max(Revision, _end.Revision);
            if (!TryLookAhead())
                return null;
        }

        return null;
    }

    /// <summary>Nobody wakes it any more.</summary>
    public void Dispose() => _feed.Close(this);

    /// <summary>A change of interest may stand at this position or behind it.</summary>
    internal void Touch(long position)
    {
        Interlocked.CompareExchange(ref _touched, position, Untouched);
        Wake();
    }

    /// <summary>
    /// Sees whether anything has come. If not, the cursor goes on to where the feed has looked for it, so that what happens
    /// to other services does not leave it behind.
    /// </summary>
    private bool TryLookAhead()
    {
        // In this order: whatever is of interest before this position has touched the cursor already.
        ChangePosition looked = _feed.Looked;
        long touched = Interlocked.Exchange(ref _touched, Untouched);
        if (touched == Untouched)
        {
            if (looked.Position > _position)
                _end = looked;
            _position = Math.Max(_position, looked.Position);
            Revision = Math.Max(Revision, _end.Revision);
            return false;
        }

        _position = Math.Max(_position, touched);
        _end = _feed.Announced;
        return true;
    }
}
