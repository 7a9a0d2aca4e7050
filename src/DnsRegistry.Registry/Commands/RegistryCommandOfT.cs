namespace DnsRegistry.Registry.Commands;

/// <summary>A command whose caller waits for a result.</summary>
/// <typeparam name="TResult">What the caller is told.</typeparam>
internal abstract class RegistryCommand<TResult> : RegistryCommand
{
    private readonly TaskCompletionSource<TResult> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TResult _result = default!;

    /// <summary>Ends when the effect is durable and visible.</summary>
    internal Task<TResult> Completion => _completion.Task;

    /// <inheritdoc/>
    internal sealed override void Plan(CommitPlan plan) => _result = PlanResult(plan);

    /// <inheritdoc/>
    internal sealed override void Acknowledge() => _completion.TrySetResult(_result);

    /// <inheritdoc/>
    internal sealed override void Fail(Exception reason) => _completion.TrySetException(reason);

    /// <summary>Decides what changes, and what the caller is told once it has.</summary>
    private protected abstract TResult PlanResult(CommitPlan plan);
}
