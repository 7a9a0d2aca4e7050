namespace DnsRegistry.Zones.Routes;

/// <summary>Why a rule is not about a query.</summary>
internal enum RuleMismatch
{
    /// <summary>It is about it.</summary>
    None,

    /// <summary>Its time is over.</summary>
    IsOver,

    /// <summary>It is for datagrams alone, and the query came over TCP.</summary>
    Transport,

    /// <summary>The client is in none of its networks.</summary>
    Client,

    /// <summary>The client is in none of its zones.</summary>
    Zone,

    /// <summary>The client is not in its share.</summary>
    Share,
}
