using DnsRegistry.Wire.Names;

namespace DnsRegistry.Zones.Static.MasterFile;

/// <summary>
/// What earlier entries leave to later ones. An included file begins with the state of the entry that includes it, and
/// what it changes ends with it (RFC 1035 §5.1).
/// </summary>
/// <param name="Origin">What relative names are completed with: <c>$ORIGIN</c>.</param>
internal sealed record MasterFileState(DomainName Origin)
{
    /// <summary>The owner of the record before; null when there is none.</summary>
    internal DomainName? Owner { get; init; }

    /// <summary>Whether the owner of the record before could not be read: it is reported once, not for every record of it.</summary>
    internal bool IsOwnerAtFault { get; init; }

    /// <summary>The TTL of records without one: <c>$TTL</c> (RFC 2308 §4).</summary>
    internal uint? DefaultTtlSeconds { get; init; }

    /// <summary>The TTL given last in a record, which counts where there is no <c>$TTL</c> (RFC 1035 §5.1).</summary>
    internal uint? LastTtlSeconds { get; init; }
}
