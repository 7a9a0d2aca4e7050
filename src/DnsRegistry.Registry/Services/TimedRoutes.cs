namespace DnsRegistry.Registry.Services;

/// <summary>
/// The services whose faults end at a time of day. Queries are answered by a clock that nobody can set; so what that time is
/// on it is worked out anew now and then, and at the end the answers are others. Writer only.
/// </summary>
/// <param name="time">The clock.</param>
internal sealed class TimedRoutes(TimeProvider time)
{
    /// <summary>How long it may take to see that the time of day was set, or that the machine was asleep.</summary>
    private static readonly TimeSpan s_longestWait = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, StoredRoutes> _services = new(StringComparer.Ordinal);
    private DateTimeOffset _lookedAt = time.GetUtcNow();

    /// <summary>The rules with an end that is still to come.</summary>
    internal IReadOnlyCollection<StoredRoutes> All => _services.Values;

    /// <summary>How long to wait before the next look; infinite where nothing is to come.</summary>
    internal TimeSpan Wait
    {
        get
        {
            if (_services.Count == 0)
                return Timeout.InfiniteTimeSpan;

            TimeSpan next = _services.Values.SelectMany(EndsOf).Where(end => end > _lookedAt).Min() - time.GetUtcNow();
            return next <= TimeSpan.Zero ? TimeSpan.FromMilliseconds(1) : next < s_longestWait ? next : s_longestWait;
        }
    }

    /// <summary>A service has these rules now; null means none.</summary>
    internal void Note(string service, StoredRoutes? routes)
    {
        if (routes is not null && EndsOf(routes).Any(end => end > _lookedAt))
            _services[service] = routes;
        else
            _services.Remove(service);
    }

    /// <summary>Whether a fault has ended since the last look. It may be asked twice.</summary>
    internal bool HasEnded()
    {
        DateTimeOffset now = time.GetUtcNow();
        return _services.Values.SelectMany(EndsOf).Any(end => end > _lookedAt && end <= now);
    }

    /// <summary>Notes that what has ended until now was seen to.</summary>
    internal void MarkSeen()
    {
        _lookedAt = time.GetUtcNow();
        foreach (StoredRoutes routes in _services.Values.ToList())
            Note(routes.Service, routes);
    }

    private static IEnumerable<DateTimeOffset> EndsOf(StoredRoutes routes) =>
        routes.Rules.Select(rule => rule.Action.Fault?.Until).OfType<DateTimeOffset>();
}
