using System.Runtime.InteropServices;
using DnsRegistry.Api;
using DnsRegistry.Host.Configuration;
using Microsoft.Extensions.Hosting.Systemd;

namespace DnsRegistry.Host.Composition;

/// <summary>
/// Stops the server in two steps. At the first signal <c>/ready</c> says no, and everything else goes on for the time of grace:
/// balancers and resolvers have it to look elsewhere. Then, or at a second signal, it stops.
/// </summary>
/// <param name="configuration">How long the grace is.</param>
/// <param name="lifetime">Stops the server.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">For operators.</param>
internal sealed partial class GracefulStop(
    LoadedConfiguration configuration, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<GracefulStop> logger)
    : IHostLifetime, IReadiness, IDisposable
{
    /// <summary>What the service manager is asked for beside the grace: stopping itself takes no longer.</summary>
    private static readonly TimeSpan s_stopping = TimeSpan.FromSeconds(10);

    private readonly TimeSpan _grace = TimeSpan.FromSeconds(configuration.Settings.GraceSeconds);
    private readonly List<IDisposable> _registrations = [];
    private ITimer? _timer;
    private int _signals;
    private int _isTold;

    /// <inheritdoc/>
    public string? Reason => Volatile.Read(ref _signals) > 0 || lifetime.ApplicationStopping.IsCancellationRequested
        ? "The server is stopping."
        : null;

    /// <inheritdoc/>
    public Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        foreach (PosixSignal signal in (PosixSignal[])[PosixSignal.SIGTERM, PosixSignal.SIGINT, PosixSignal.SIGQUIT])
        {
            _registrations.Add(PosixSignalRegistration.Create(signal, context =>
            {
                context.Cancel = true;
                Stop();
            }));
        }

        _registrations.Add(lifetime.ApplicationStopping.Register(() => TellServiceManager(TimeSpan.Zero)));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (IDisposable registration in _registrations)
            registration.Dispose();
        _registrations.Clear();
        _timer?.Dispose();
    }

    /// <summary>A signal came.</summary>
    internal void Stop()
    {
        bool isFirst = Interlocked.Increment(ref _signals) == 1;
        bool isUp = lifetime.ApplicationStarted.IsCancellationRequested;
        if (!isFirst || !isUp || _grace == TimeSpan.Zero)
        {
            lifetime.StopApplication();
            return;
        }

        LogGrace(logger, configuration.Settings.GraceSeconds);
        TellServiceManager(_grace);
        _timer = time.CreateTimer(_ => lifetime.StopApplication(), null, _grace, Timeout.InfiniteTimeSpan);
    }

    private void TellServiceManager(TimeSpan grace)
    {
        if (Interlocked.Exchange(ref _isTold, 1) != 0)
            return;

        var manager = new SystemdNotifier();
        manager.Notify(ServiceState.Stopping);

        // Whatever the grace: it counts from now on, and goes over the unit's own limit (sd_notify(3)).
        if (grace > TimeSpan.Zero)
            manager.Notify(new ServiceState($"EXTEND_TIMEOUT_USEC={(long)(grace + s_stopping).TotalMicroseconds}"));
    }
}
