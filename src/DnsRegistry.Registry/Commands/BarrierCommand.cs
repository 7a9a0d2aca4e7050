namespace DnsRegistry.Registry.Commands;

/// <summary>Does nothing, in its turn: when it ends, everything asked before has been done.</summary>
internal sealed class BarrierCommand : RegistryCommand<bool>
{
    /// <inheritdoc/>
    internal override bool NeedsNoStore => true;

    /// <inheritdoc/>
    internal override int Weight => 0;

    private protected override bool PlanResult(CommitPlan plan) => true;
}
