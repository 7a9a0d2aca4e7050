using DnsRegistry.Registry.Instances;
using DnsRegistry.Registry.Projection;
using DnsRegistry.Registry.Services;
using DnsRegistry.Registry.Storage;
using DnsRegistry.Wire.Records;

namespace DnsRegistry.Registry.Commands;

/// <summary>Works out what DNS will answer once a plan is carried out, and from that the batch to keep.</summary>
/// <param name="state">What is visible now.</param>
/// <param name="options">Defaults.</param>
internal sealed class CommitComposer(RegistryState state, RegistryOptions options)
{
    /// <summary>The batch of a plan, whose changes are given the endpoints that they will have.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="serial">The serial before the batch; it moves when any answer differs.</param>
    /// <param name="isOwed">Whether it has to move for answers that differ since the last commit.</param>
    internal StoreCommit Compose(CommitPlan plan, SerialNumber serial, bool isOwed)
    {
        int critical = state.CriticalCount;
        int written = 0;
        bool answersDiffer = isOwed || plan.HasOtherAnswers || DocumentsDiffer(plan);
        foreach (PlannedChange change in plan.Changes)
        {
            critical += CriticalAfter(change) - (change.Former?.State == InstanceState.Critical ? 1 : 0);
            change.Endpoint = change.Next is null
                ? null
                : EndpointProjection.EndpointOf(change.Next, change.Faults, plan.OverrideOf(change.Key)?.Override, change.IsHeld);
            answersDiffer |= Differs(change);
            written += change.IsWritten ? 1 : 0;
        }

        var head = new StoredHead(plan.Revision, answersDiffer ? serial.Next : serial, critical == 0);
        return new StoreCommit(
            head,
            InstanceWrites(plan, written),
            plan.Settings.ToWrites(static (service, settings) => new SettingsWrite(service, settings)))
        {
            Routes = plan.Routes.ToWrites(static (service, routes) => new RoutesWrite(service, routes)),
            Overrides = plan.ChangedOverrides.ToWrites(static (key, stored) => new OverrideWrite(key, stored)),
        };
    }

    private static int CriticalAfter(PlannedChange change) => change.State == InstanceState.Critical ? 1 : 0;

    private static InstanceWrite[] InstanceWrites(CommitPlan plan, int count)
    {
        if (count == 0)
            return [];

        var writes = new InstanceWrite[count];
        int at = 0;
        foreach (PlannedChange change in plan.Changes)
        {
            if (change.IsWritten)
                writes[at++] = new InstanceWrite(change.Key, change.Next?.Stored);
        }

        return writes;
    }

    private static bool Differs(PlannedChange change)
    {
        if (change.Former?.Endpoint is not { } former || change.Endpoint is not { } endpoint)
            return change.Former is not null || change.Next is not null;

        return !former.IsAnsweredLike(endpoint)
            || EndpointProjection.PlaceOf(change.Former!.Registration) != EndpointProjection.PlaceOf(change.Next!.Registration);
    }

    private bool DocumentsDiffer(CommitPlan plan)
    {
        foreach ((string service, Planned<StoredSettings> planned) in plan.Settings)
        {
            if (Differs(plan, service, planned.Next))
                return true;
        }

        foreach ((string service, Planned<StoredRoutes> planned) in plan.Routes)
        {
            if (Differs(plan, service, planned.Next))
                return true;
        }

        return false;
    }

    /// <summary>
    /// Whether other settings change an answer: a service with instances by its policy, one without by whether it is declared.
    /// </summary>
    private bool Differs(CommitPlan plan, string name, StoredSettings? settings) => state.FindService(name) is { Count: > 0 } service
        ? PolicyProjection.PolicyOf(service.Settings?.Settings, options.DefaultTtlSeconds)
            != PolicyProjection.PolicyOf(settings?.Settings, options.DefaultTtlSeconds)
        : IsDeclaredAnew(plan, name);

    /// <summary>Whether other rules may change an answer: the same list again changes none.</summary>
    private bool Differs(CommitPlan plan, string name, StoredRoutes? routes) => state.FindService(name) is { Count: > 0 } service
        ? !(service.Routes?.Rules ?? []).SequenceEqual(routes?.Rules ?? [])
        : IsDeclaredAnew(plan, name);

    private bool IsDeclaredAnew(CommitPlan plan, string service) =>
        (state.FindService(service)?.IsDeclared ?? false) != plan.IsDeclared(service);
}
