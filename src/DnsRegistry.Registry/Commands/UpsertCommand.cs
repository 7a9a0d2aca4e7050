using DnsRegistry.Registry.Instances;
using DnsRegistry.Registry.Outcomes;

namespace DnsRegistry.Registry.Commands;

/// <summary>
/// A heartbeat that carries a registration. Whether it renews or registers is decided when its turn comes, so that nothing
/// which was registered meanwhile, or was not loaded yet when it was sent, is replaced by an older registration.
/// </summary>
/// <param name="registration">What the client says.</param>
/// <param name="generation">The generation that the client registered; null means any.</param>
/// <param name="owner">The client.</param>
internal sealed class UpsertCommand(Registration registration, long? generation, Caller owner) : RegistryCommand<UpsertOutcome>
{
    private bool _isHeartbeat;

    /// <inheritdoc/>
    internal override bool NeedsNoStore => _isHeartbeat;

    private protected override UpsertOutcome PlanResult(CommitPlan plan)
    {
        ServiceInstance? known = plan.Find(registration.Key);
        RenewOutcome renewal = RenewRules.Judge(known, generation, owner);
        _isHeartbeat = known is not null
            && (renewal.Status != RenewStatus.Renewed || known.Registration.IsSameAs(registration));
        if (!_isHeartbeat)
            return plan.CanWrite ? new UpsertOutcome(null, RegisterCommand.Register(plan, registration, owner)) : default;

        if (renewal.Status == RenewStatus.Renewed)
            plan.Renew(known!);
        return new UpsertOutcome(renewal, null);
    }
}
