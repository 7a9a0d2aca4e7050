namespace DnsRegistry.Registry.Instances;

/// <summary>The transitions of an instance. Pure: no clock, no store, no log.</summary>
public static class InstanceLife
{
    /// <summary>The state after a signal.</summary>
    public static InstanceState Next(InstanceState state, InstanceSignal signal) => (state, signal) switch
    {
        (InstanceState.Gone, _) => InstanceState.Gone,
        (_, InstanceSignal.Deregistered or InstanceSignal.GraceEnded) => InstanceState.Gone,
        (_, InstanceSignal.LeaseEnded) => InstanceState.Critical,
        (_, InstanceSignal.Renewed) => InstanceState.Passing,
        _ => state,
    };
}
