namespace DnsRegistry.Registry.Instances;

/// <summary>The transitions of an instance. Pure: no clock, no store, no log.</summary>
public static class InstanceLife
{
    /// <summary>What stands against an instance after a signal: each signal is about one thing, and leaves the others alone.</summary>
    public static HealthFaults Next(HealthFaults faults, InstanceSignal signal) => signal switch
    {
        InstanceSignal.Renewed => faults & ~HealthFaults.LeaseEnded,
        InstanceSignal.LeaseEnded => faults | HealthFaults.LeaseEnded,
        InstanceSignal.Held => faults & ~HealthFaults.LeaseEnded,
        InstanceSignal.Flapped => faults | HealthFaults.Flapping,
        InstanceSignal.Settled => faults & ~HealthFaults.Flapping,
        InstanceSignal.CheckFailed => faults | HealthFaults.CheckFailing,
        InstanceSignal.CheckPassed => faults & ~HealthFaults.CheckFailing,
        InstanceSignal.Ejected => faults | HealthFaults.Ejected,
        InstanceSignal.Readmitted => faults & ~HealthFaults.Ejected,
        _ => throw new ArgumentOutOfRangeException(nameof(signal), signal, "is no signal"),
    };

    /// <summary>Whether the expiry guard holds an instance after a signal.</summary>
    public static bool IsHeldAfter(bool isHeld, InstanceSignal signal) => signal switch
    {
        InstanceSignal.Held => true,
        InstanceSignal.Renewed or InstanceSignal.LeaseEnded => false,
        _ => isHeld,
    };

    /// <summary>How a registered instance is doing with these faults.</summary>
    public static InstanceState StateWith(HealthFaults faults) =>
        faults == HealthFaults.None ? InstanceState.Passing : InstanceState.Critical;
}
