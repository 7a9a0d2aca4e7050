using DnsRegistry.Registry.Instances;
using DnsRegistry.Zones.Services;

namespace DnsRegistry.Registry.Commands;

/// <summary>
/// What becomes of one instance in a plan, whatever number of commands had a part in it. <see cref="PlannedInstances"/> uses it
/// for one plan after another.
/// </summary>
internal sealed class PlannedChange
{
    private bool _wasHeld;

    /// <summary>Which instance.</summary>
    internal InstanceKey Key { get; private set; }

    /// <summary>As it is in memory; null when it is new.</summary>
    internal ServiceInstance? Former { get; private set; }

    /// <summary>As it will be; null when it goes.</summary>
    internal ServiceInstance? Next { get; set; }

    /// <summary>What will stand against answering it.</summary>
    internal HealthFaults Faults { get; set; }

    /// <summary>Whether the expiry guard will hold it.</summary>
    internal bool IsHeld { get; set; }

    /// <summary>How it will be doing.</summary>
    internal InstanceState State => Next is null ? InstanceState.Gone : InstanceLife.StateWith(Faults);

    /// <summary>Whether the registration itself changes, and not only how the instance is doing.</summary>
    internal bool IsWritten => !ReferenceEquals(Former, Next);

    /// <summary>Whether the expiry guard gives it up, so that the ordinary rule applies.</summary>
    internal bool IsLetGo => _wasHeld && !IsHeld && !IsWritten && (Faults & HealthFaults.LeaseEnded) != 0;

    /// <summary>Whether a heartbeat came.</summary>
    internal bool IsRenewed { get; set; }

    /// <summary>How DNS will answer it; null when it goes.</summary>
    internal Endpoint? Endpoint { get; set; }

    /// <summary>The revision of the change.</summary>
    internal long Revision { get; set; }

    /// <summary>Begins with how an instance is now.</summary>
    /// <param name="key">Which instance.</param>
    /// <param name="former">As it is in memory; null when it is new.</param>
    internal void Begin(InstanceKey key, ServiceInstance? former)
    {
        Key = key;
        Former = Next = former;
        Faults = former?.Faults ?? HealthFaults.None;
        IsHeld = _wasHeld = former?.IsHeld ?? false;
        IsRenewed = false;
        Endpoint = null;
        Revision = 0;
    }
}
