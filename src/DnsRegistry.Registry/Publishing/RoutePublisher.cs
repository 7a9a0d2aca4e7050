using DnsRegistry.Registry.Commands;
using DnsRegistry.Registry.Services;
using DnsRegistry.Zones.Routes;
using DnsRegistry.Zones.Services;

namespace DnsRegistry.Registry.Publishing;

/// <summary>Makes route rules visible, and looks after those with faults that end at a time of day. Writer only.</summary>
/// <param name="state">What HTTP shows.</param>
/// <param name="directory">What DNS reads.</param>
/// <param name="queue">Where the writer is asked to look.</param>
/// <param name="time">The clock.</param>
internal sealed class RoutePublisher(RegistryState state, ServiceDirectory directory, CommandQueue queue, TimeProvider time)
    : IAsyncDisposable
{
    private readonly TimedRoutes _timed = new(time);
    private ITimer? _timer;

    /// <summary>Everything is loaded: begins to look.</summary>
    internal void Begin()
    {
        foreach (ServiceRecord service in state.Services())
        {
            if (service.Routes is { } routes)
                _timed.Note(service.Name, routes);
        }

        _timer = time.CreateTimer(
            _ => queue.TryAdd(new RouteTimesCommand(_timed)), null, _timed.Wait, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Makes the route rules of a plan visible.</summary>
    internal void Publish(CommitPlan plan)
    {
        if (plan.RefreshedRoutes.Count + plan.Routes.Count == 0)
            return;

        Refresh(plan.RefreshedRoutes);
        foreach ((string service, Planned<StoredRoutes> planned) in plan.Routes)
        {
            Replace(service, planned.Next, plan.IsDeclared(service));
            state.SetRoutes(service, planned.Next, planned.Revision);
            _timed.Note(service, planned.Next);
        }

        _timer!.Change(_timed.Wait, Timeout.InfiniteTimeSpan);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_timer is not null)
            await _timer.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>The rules are the same; only where the time of day was set do their faults end at other moments.</summary>
    private void Refresh(IReadOnlyList<StoredRoutes> refreshed)
    {
        foreach (StoredRoutes routes in refreshed)
        {
            if (directory.RoutesOf(routes.Service)?.IsTimely(time) != true)
                directory.SetRoutes(routes.Service, RouteTable.Compile(routes.Service, routes.Rules, time), isDeclared: true);
        }

        if (refreshed.Count > 0)
            _timed.MarkSeen();
    }

    private void Replace(string service, StoredRoutes? routes, bool isDeclared)
    {
        if (routes is not null && state.FindService(service)?.Routes is { } former && former.Rules.SequenceEqual(routes.Rules))
            return;

        RouteTable? table = routes is null ? null : RouteTable.Compile(service, routes.Rules, time);
        directory.SetRoutes(service, table, isDeclared);
    }
}
