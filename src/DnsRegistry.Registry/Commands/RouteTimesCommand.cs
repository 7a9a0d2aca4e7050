using DnsRegistry.Registry.Services;

namespace DnsRegistry.Registry.Commands;

/// <summary>Looks after faults that end at a time of day: where one is over, answers are others.</summary>
/// <param name="timed">Knows them.</param>
internal sealed class RouteTimesCommand(TimedRoutes timed) : RegistryCommand<bool>
{
    /// <inheritdoc/>
    internal override bool NeedsNoStore => true;

    private protected override bool PlanResult(CommitPlan plan)
    {
        foreach (StoredRoutes routes in timed.All)
            plan.Refresh(routes);
        if (timed.HasEnded())
            plan.NoteOtherAnswers();
        return true;
    }
}
