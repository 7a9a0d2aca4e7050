using DnsRegistry.Registry.Commands;
using DnsRegistry.Registry.Instances;
using DnsRegistry.Registry.Metrics;
using DnsRegistry.Zones;
using Microsoft.Extensions.Logging;

namespace DnsRegistry.Registry.Leases;

/// <summary>
/// Gives leases the time back in which the process was not running. The one timer of leases waits for the next to end; so
/// something else has to beat steadily for a pause to be seen.
/// </summary>
/// <param name="state">Whose leases they are.</param>
/// <param name="queue">Where the writer is woken.</param>
/// <param name="interval">From beat to beat; zero for none.</param>
/// <param name="time">The clock.</param>
/// <param name="metrics">Counts the time.</param>
/// <param name="logger">For operators.</param>
internal sealed partial class PauseKeeper(
    RegistryState state, CommandQueue queue, TimeSpan interval, TimeProvider time, LeaseMetrics metrics, ILogger logger)
    : IAsyncDisposable
{
    private ITimer? _pulse;
    private PauseWatch? _watch;

    /// <summary>Begins to beat.</summary>
    internal void Begin()
    {
        if (interval <= TimeSpan.Zero)
            return;

        _watch = new PauseWatch(time.MonotonicMilliseconds());
        _pulse = time.CreateTimer(_ => Beat(), null, interval, interval);
    }

    /// <summary>Before any lease is looked at: who could not be heard is not to be blamed for it. Writer only.</summary>
    internal void GiveBackLostTime(long now)
    {
        if (_watch?.Take(now) is not (> 0 and long lost))
            return;

        foreach (ServiceInstance instance in state.All())
            instance.Lease.GiveBack(lost, now);
        state.Guard.GiveBack(lost);
        metrics.NotePause(lost / 1000.0);
        LogPaused(logger, lost / 1000.0);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_pulse is not null)
            await _pulse.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>After a pause the writer is woken: what is said of leases is wrong until it has put them right.</summary>
    private void Beat()
    {
        if (_watch!.Look(time.MonotonicMilliseconds()))
            queue.TryAdd(new BarrierCommand());
    }

    [LoggerMessage(EventId = 110, Level = LogLevel.Warning,
        Message = "The process was not running for {Seconds} s: every lease gets that time back")]
    private static partial void LogPaused(ILogger logger, double seconds);
}
