using DnsRegistry.Registry.Commands;
using DnsRegistry.Registry.Metrics;
using DnsRegistry.Zones;
using Microsoft.Extensions.Logging;

namespace DnsRegistry.Registry.Leases.Guarding;

/// <summary>Keeps the expiry guard going while it holds: looks again and again, and has the held instances probed. Writer only.</summary>
/// <param name="guard">The guard.</param>
/// <param name="queue">Where the writer is asked to look.</param>
/// <param name="options">How long it holds.</param>
/// <param name="time">The clock.</param>
/// <param name="metrics">Counts how often it trips.</param>
/// <param name="logger">For operators.</param>
internal sealed partial class GuardKeeper(
    ExpiryGuard guard, CommandQueue queue, ExpiryGuardOptions options, TimeProvider time, LeaseMetrics metrics, ILogger logger)
    : IAsyncDisposable
{
    private SuspectPatrol? _patrol;
    private ITimer? _timer;
    private long _since;
    private int _mostHeld;
    private int _withdrawn;
    private int _givenUp;

    /// <summary>Ends with the pass of probes that is under way.</summary>
    internal Task Probing => _patrol?.Pass ?? Task.CompletedTask;

    /// <summary>After each batch: says that the guard has tripped or ended, and keeps it going in between.</summary>
    internal void Follow()
    {
        guard.Show();
        _mostHeld = Math.Max(_mostHeld, guard.Held.Count);
        if (guard.IsOn && _timer is null)
            Begin();
        else if (guard.TryEnd())
            End();
        else if (_timer is not null)
            _patrol!.Begin(guard.Held, time.MonotonicMilliseconds());
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_timer is not null)
            await _timer.DisposeAsync().ConfigureAwait(false);
        if (_patrol is not null)
            await _patrol.DisposeAsync().ConfigureAwait(false);
    }

    private void Begin()
    {
        _since = time.MonotonicMilliseconds();
        _patrol ??= new SuspectPatrol(options, time, refused => queue.TryAdd(new WithdrawCommand(refused, NoteWithdrawn)));
        var period = TimeSpan.FromMilliseconds(ExpiryGuard.LookMilliseconds);
        _timer = time.CreateTimer(_ => queue.TryAdd(new GuardCommand(instances => _givenUp += instances)), null, period, period);
        metrics.NoteTrip();
        LogTripped(logger, guard.Alarm.Silent, guard.Alarm.All, options.HoldLeases);
        _patrol.Begin(guard.Held, _since);
    }

    private void End()
    {
        _timer?.Dispose();
        _timer = null;
        LogEnded(logger, (time.MonotonicMilliseconds() - _since) / 1000, _mostHeld, _withdrawn, _givenUp);
        (_mostHeld, _withdrawn, _givenUp) = (0, 0, 0);
    }

    private void NoteWithdrawn(int instances)
    {
        metrics.NoteWithdrawn(instances);
        _withdrawn += instances;
    }

    [LoggerMessage(EventId = 111, Level = LogLevel.Warning,
        Message = "The expiry guard holds: {Silent} of {All} leases are silent at once, so the network is more likely to be at fault than "
            + "the instances; they stay in DNS until they come back, refuse a connection, or {Leases} leases are over")]
    private static partial void LogTripped(ILogger logger, int silent, int all, int leases);

    [LoggerMessage(EventId = 112, Level = LogLevel.Warning,
        Message = "The expiry guard has ended after {Seconds} s: of at most {Held} instances held, {Withdrawn} left DNS since they "
            + "refused a connection, and {GivenUp} since they did not come back")]
    private static partial void LogEnded(ILogger logger, long seconds, int held, int withdrawn, int givenUp);
}
