using DnsRegistry.Registry.Ejection;
using DnsRegistry.Registry.Instances;

namespace DnsRegistry.Registry.Commands;

/// <summary>The time of an ejection is over: lets the instance in again.</summary>
/// <param name="book">Keeps the circuits.</param>
/// <param name="tracked">The circuit of the instance.</param>
internal sealed class ReadmitCommand(EjectionBook book, TrackedCircuit tracked) : RegistryCommand
{
    /// <inheritdoc/>
    internal override bool NeedsNoStore => true;

    /// <inheritdoc/>
    internal override void Plan(CommitPlan plan)
    {
        if (plan.Find(tracked.Key) is { } instance)
            plan.Signal(instance, InstanceSignal.Readmitted);
    }

    /// <inheritdoc/>
    internal override void Acknowledge() => book.OnReadmitted(tracked);

    /// <inheritdoc/>
    internal override void Fail(Exception reason) => Acknowledge();
}
