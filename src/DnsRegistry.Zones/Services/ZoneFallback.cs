namespace DnsRegistry.Zones.Services;

/// <summary>Whether instances of other zones are answered when a zone is written in the name.</summary>
public enum ZoneFallback
{
    /// <summary>The zone in the name is a hard filter.</summary>
    None,

    /// <summary>SRV has the other zones at priority 20.</summary>
    Srv,

    /// <summary>SRV as above, and addresses of other zones when the zone itself has none passing.</summary>
    All,
}
