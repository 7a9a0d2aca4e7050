using DnsRegistry.Registry.Changes;
using DnsRegistry.Registry.Commands;
using DnsRegistry.Registry.Instances;
using DnsRegistry.Registry.Projection;
using DnsRegistry.Registry.Services;
using DnsRegistry.Wire.Records;
using DnsRegistry.Zones.Services;

namespace DnsRegistry.Registry.Publishing;

/// <summary>
/// Makes a plan that is durable visible: first the answers, then the serial, then what HTTP shows. Then tells those who
/// watch. Writer only.
/// </summary>
/// <param name="state">What HTTP shows.</param>
/// <param name="directory">What DNS reads.</param>
/// <param name="instances">Makes the changes of instances visible.</param>
/// <param name="routes">Makes the changes of route rules visible.</param>
/// <param name="changes">Tells those who watch.</param>
/// <param name="options">Defaults.</param>
internal sealed class PlanPublisher(
    RegistryState state,
    ServiceDirectory directory,
    InstancePublisher instances,
    RoutePublisher routes,
    ChangeFeed changes,
    RegistryOptions options)
{
    private readonly List<RegistryChange> _news = [];

    /// <summary>The SOA serial that is visible.</summary>
    internal SerialNumber Serial { get; private set; }

    /// <summary>Everything stored is in memory and among the answers: shows it under this serial.</summary>
    internal void Begin(SerialNumber serial)
    {
        Serial = serial;
        directory.SetSerial(serial);
        directory.MarkLoaded();
    }

    /// <summary>Makes a plan visible.</summary>
    /// <param name="plan">The plan; its changes have their endpoints.</param>
    /// <param name="serial">The serial from now on.</param>
    internal void Publish(CommitPlan plan, SerialNumber serial)
    {
        state.BeginPublishing();
        foreach ((string service, Planned<StoredSettings> planned) in plan.Settings)
            Publish(plan, service, planned);
        routes.Publish(plan);
        foreach ((string service, Planned<StoredRoutes> planned) in plan.Routes)
            _news.Add(new RegistryChange(planned.Revision, service, planned.Next));
        foreach ((InstanceKey key, Planned<StoredOverride> planned) in plan.ChangedOverrides)
            state.Set(key, planned.Next);
        foreach (PlannedChange change in plan.Changes)
        {
            instances.Publish(change, plan.NowMilliseconds);
            Note(change);
            ProcessorTurn.Offer();
        }

        if (serial != Serial)
        {
            Serial = serial;
            directory.SetSerial(serial);
        }

        state.Revision = plan.Revision;
        state.EndPublishing();
        Announce(plan.Revision);
    }

    private void Publish(CommitPlan plan, string service, Planned<StoredSettings> planned)
    {
        // Caches may hold what was answered under the settings that go.
        if (state.FindService(service) is { } record)
        {
            int ttlSeconds = record.Settings?.Settings.TtlSeconds ?? options.DefaultTtlSeconds;
            record.FormerAnswersEndAt = Math.Max(record.FormerAnswersEndAt, plan.NowMilliseconds + (1000L * ttlSeconds));
        }

        Services.ServiceSettings? settings = planned.Next?.Settings;
        directory.SetPolicy(service, PolicyProjection.PolicyOf(settings, options.DefaultTtlSeconds), plan.IsDeclared(service));
        state.Set(service, planned.Next, planned.Revision);
        instances.Announce(service, settings);
        _news.Add(new RegistryChange(planned.Revision, service, settings));
    }

    /// <summary>
    /// What those who watch are told of it. Who came and went in one plan was never there, and a heartbeat alone is no news.
    /// </summary>
    private void Note(PlannedChange change)
    {
        if ((change.Next ?? change.Former) is not { } instance || change.Revision == 0)
            return;

        ChangeKind kind = change.Next is null
            ? ChangeKind.Removed
            : change.Former is null ? ChangeKind.Registered : ChangeKind.Changed;
        _news.Add(new RegistryChange(kind, change.Revision, instance, change.State));
    }

    /// <summary>A plan holds each instance once, where it was touched first; those who watch are told in the order of revisions.</summary>
    private void Announce(long revision)
    {
        _news.Sort(static (one, other) => one.Revision.CompareTo(other.Revision));
        foreach (RegistryChange change in _news)
            changes.Add(change);
        _news.Clear();
        changes.Announce(revision);
    }
}
