namespace DnsRegistry.Registry.Ejection;

/// <summary>What circuit breaking makes of an instance.</summary>
public enum CircuitState
{
    /// <summary>It is answered, and reports are counted.</summary>
    Closed,

    /// <summary>It is out for a time.</summary>
    Ejected,

    /// <summary>It is answered again, on trial: the next failure ejects it at once, successes end the trial.</summary>
    Trial,
}
