using DnsRegistry.Registry.Instances;
using DnsRegistry.Registry.Outcomes;

namespace DnsRegistry.Registry.Commands;

/// <summary>Registers one instance.</summary>
/// <param name="registration">What the client says.</param>
/// <param name="owner">The client.</param>
internal sealed class RegisterCommand(Registration registration, Caller owner) : RegistryCommand<RegisterOutcome>
{
    private protected override RegisterOutcome PlanResult(CommitPlan plan) => Register(plan, registration, owner);

    /// <summary>Accepts or refuses a registration.</summary>
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
