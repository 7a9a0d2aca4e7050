using DnsRegistry.Registry.Instances;
using DnsRegistry.Registry.Outcomes;

namespace DnsRegistry.Registry.Commands;

/// <summary>Registers instances; each is accepted or refused on its own.</summary>
/// <param name="registrations">What the client says.</param>
/// <param name="owner">The client.</param>
internal sealed class RegisterCommand(IReadOnlyList<Registration> registrations, Caller owner)
    : RegistryCommand<IReadOnlyList<RegisterOutcome>>
{
    /// <inheritdoc/>
    internal override int Weight => registrations.Count;

    private protected override IReadOnlyList<RegisterOutcome> PlanResult(CommitPlan plan)
    {
        var outcomes = new RegisterOutcome[registrations.Count];
        for (int i = 0; i < outcomes.Length; i++)
            outcomes[i] = Register(plan, registrations[i], owner);
        return outcomes;
    }

    /// <summary>Accepts or refuses one of them.</summary>
    internal static RegisterOutcome Register(CommitPlan plan, Registration registration, Caller owner)
    {
        ServiceInstance? former = plan.Find(registration.Key);
        if (former is not null && !former.IsOpenTo(owner))
            return new RegisterOutcome(RegisterStatus.OwnedByAnother, null);
        if (former is null && plan.InstancesOf(registration.Key.Service) >= plan.Options.MaxInstancesPerService)
            return new RegisterOutcome(RegisterStatus.ServiceIsFull, null);
        if (former is null && plan.Instances >= plan.Options.MaxInstances)
            return new RegisterOutcome(RegisterStatus.RegistryIsFull, null);

        ServiceInstance instance = plan.Register(registration, owner.OwnerAfter(former?.Stored.Owner));
        return new RegisterOutcome(former is null ? RegisterStatus.Created : RegisterStatus.Replaced, instance);
    }
}
