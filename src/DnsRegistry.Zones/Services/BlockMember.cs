namespace DnsRegistry.Zones.Services;

/// <summary>What a query needs of most instances, packed so that a block of them lies in a few cache lines.</summary>
internal struct BlockMember
{
    /// <summary>The only IPv4 address, in network order as read from memory; 0 when there is not exactly one.</summary>
    internal uint SoleIPv4;

    /// <summary>The main port; 0 when there is none.</summary>
    internal ushort Port;

    /// <summary>The weight; 0 is never answered.</summary>
    internal ushort Weight;

    /// <summary>Where the id begins in the block's ids: a length octet, then the label.</summary>
    internal ushort IdOffset;

    /// <summary>IPv4 addresses.</summary>
    internal byte IPv4Count;

    /// <summary>IPv6 addresses.</summary>
    internal byte IPv6Count;

    /// <summary>Whether it is healthy.</summary>
    internal bool IsPassing;

    /// <summary>Whether an answer with it has to say that it may be out of date.</summary>
    internal bool IsStale;

    /// <summary>Whether a host name stands for its addresses.</summary>
    internal bool HasHost;

    /// <summary>Whether it takes part in answers.</summary>
    internal readonly bool IsEligible => IsPassing && Weight > 0;
}
