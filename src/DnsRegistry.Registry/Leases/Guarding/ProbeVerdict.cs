namespace DnsRegistry.Registry.Leases.Guarding;

/// <summary>What a probe found.</summary>
public enum ProbeVerdict
{
    /// <summary>Nothing came back, or the way is blocked: it may be the network, and says nothing of the instance.</summary>
    Silent,

    /// <summary>The connection was taken: somebody is there.</summary>
    Accepted,

    /// <summary>The machine is there, and says that nobody listens: the instance is gone.</summary>
    Refused,
}
