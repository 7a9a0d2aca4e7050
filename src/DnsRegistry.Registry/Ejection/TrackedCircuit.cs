using DnsRegistry.Registry.Instances;

namespace DnsRegistry.Registry.Ejection;

/// <summary>The circuit of one instance that was reported on, and where it stands with the writer. It is also its own lock.</summary>
/// <param name="key">Which instance.</param>
internal sealed class TrackedCircuit(InstanceKey key)
{
    /// <summary>Which instance.</summary>
    internal InstanceKey Key { get; } = key;

    /// <summary>Its circuit.</summary>
    internal Circuit Circuit { get; } = new();

    /// <summary>Whether the writer has been asked to eject it, and has not answered yet.</summary>
    internal bool IsAsked { get; set; }

    /// <summary>Until when the writer is not asked again, since it said no.</summary>
    internal long RefusedUntil { get; set; }

    /// <summary>Whether it is no longer in the book: another one may be.</summary>
    internal bool IsForgotten { get; set; }
}
