namespace DnsRegistry.Registry.Commands;

/// <summary>Moves the SOA serial for answers that changed without a registration: static records over the registry's names.</summary>
internal sealed class MoveSerialCommand : RegistryCommand<bool>
{
    /// <inheritdoc/>
    internal override int Weight => 0;

    private protected override bool PlanResult(CommitPlan plan)
    {
        plan.NoteOtherAnswers();
        return true;
    }
}
