namespace DnsRegistry.Registry.Commands;

/// <summary>
/// One thing that the writer is asked to do. Its effect is planned when its turn comes, made durable together with
/// others, and only then reported.
/// </summary>
internal abstract class RegistryCommand
{
    /// <summary>Whether it can do its work, or the part of it that DNS needs, while the store is out of order.</summary>
    internal virtual bool NeedsNoStore => false;

    /// <summary>
    /// How much of the room for waiting changes it takes. What the registry asks of itself takes none: it is never refused.
    /// </summary>
    internal virtual int Weight => 1;

    /// <summary>How much of that room it has taken: none where the writer itself put it into the queue.</summary>
    internal int Charge { get; set; }

    /// <summary>Decides what changes, and notes it in the plan. Nothing may become visible here. It may be called twice.</summary>
    internal abstract void Plan(CommitPlan plan);

    /// <summary>The plan is durable and visible: tell the caller.</summary>
    internal abstract void Acknowledge();

    /// <summary>The plan could not be made durable, nothing has changed: tell the caller.</summary>
    internal abstract void Fail(Exception reason);
}
