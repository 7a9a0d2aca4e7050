using DnsRegistry.Registry.Ejection;
using DnsRegistry.Registry.Instances;

namespace DnsRegistry.Registry.Commands;

/// <summary>Takes an instance out that fails its callers, if so many of its service are not out already.</summary>
/// <param name="book">Keeps the circuits.</param>
/// <param name="tracked">The circuit of the instance.</param>
/// <param name="instance">The instance: another registration in its place is left alone.</param>
/// <param name="policy">The policy of its service.</param>
internal sealed class EjectCommand(EjectionBook book, TrackedCircuit tracked, ServiceInstance instance, EjectionPolicy policy)
    : RegistryCommand
{
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isEjected;

    /// <summary>Ends when it is visible, or refused.</summary>
    internal Task Completion => _completion.Task;

    /// <inheritdoc/>
    internal override bool NeedsNoStore => true;

    /// <inheritdoc/>
    internal override void Plan(CommitPlan plan)
    {
        _isEjected = ReferenceEquals(plan.Find(instance.Key), instance) && EjectionLimit.Allows(plan, instance, policy.MaxShare);
        if (_isEjected)
            plan.Signal(instance, InstanceSignal.Ejected);
    }

    /// <inheritdoc/>
    internal override void Acknowledge()
    {
        // Registered again in the same commit, it is not out: the fault went with the registration that it was about.
        book.OnAnswered(tracked, policy, _isEjected && (instance.Faults & HealthFaults.Ejected) != 0);
        _completion.TrySetResult();
    }

    /// <inheritdoc/>
    internal override void Fail(Exception reason)
    {
        book.OnAnswered(tracked, policy, isEjected: false);
        _completion.TrySetResult();
    }
}
