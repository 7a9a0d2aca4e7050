using DnsRegistry.Registry.Instances;
using DnsRegistry.Registry.Outcomes;

namespace DnsRegistry.Registry.Commands;

/// <summary>Registers instances; each is accepted or refused on its own.</summary>
/// <param name="registrations">What the client says.</param>
/// <param name="owner">The client.</param>
internal sealed class RegisterManyCommand(IReadOnlyList<Registration> registrations, Caller owner)
    : RegistryCommand<IReadOnlyList<RegisterOutcome>>
{
    /// <inheritdoc/>
    internal override int Weight => registrations.Count;

    private protected override IReadOnlyList<RegisterOutcome> PlanResult(CommitPlan plan)
    {
        var outcomes = new RegisterOutcome[registrations.Count];
        for (int i = 0; i < outcomes.Length; i++)
            outcomes[i] = RegisterCommand.Register(plan, registrations[i], owner);
        return outcomes;
    }
}
