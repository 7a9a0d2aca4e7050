using System.Net;

namespace DnsRegistry.Zones.Routes;

/// <summary>What a rule does. The methods make the seven kinds there are.</summary>
public sealed record RouteAction
{
    private RouteAction(RouteActionKind kind) => Kind = kind;

    /// <summary>Which kind.</summary>
    public RouteActionKind Kind { get; }

    /// <summary>The version, group or zone; empty for other kinds.</summary>
    public string Label { get; private init; } = "";

    /// <summary>The addresses of a pin; empty for other kinds.</summary>
    public IReadOnlyList<IPAddress> Pinned { get; private init; } = [];

    /// <summary>What the blocked are told.</summary>
    public BlockAnswer Block { get; private init; }

    /// <summary>The fault; null for other kinds.</summary>
    public FaultInjection? Fault { get; private init; }

    /// <summary>Where queries are copied to; null for other kinds.</summary>
    public IPEndPoint? MirrorTo { get; private init; }

    /// <summary>Whether it ends the list for every query that its rule is about, whatever the name and however it came.</summary>
    public bool EndsList =>
        Kind == RouteActionKind.Block || (Kind == RouteActionKind.Fault && Fault!.Until is null && Fault.Kind != FaultKind.Truncate);

    /// <summary>One version.</summary>
    public static RouteAction ToVersion(string version) => new(RouteActionKind.Version) { Label = version };

    /// <summary>One group.</summary>
    public static RouteAction ToGroup(string group) => new(RouteActionKind.Group) { Label = group };

    /// <summary>The instances with these addresses.</summary>
    public static RouteAction ToAddresses(IReadOnlyList<IPAddress> addresses) => new(RouteActionKind.Pin) { Pinned = addresses };

    /// <summary>One zone first.</summary>
    public static RouteAction Prefer(string zone) => new(RouteActionKind.PreferZone) { Label = zone };

    /// <summary>Nobody.</summary>
    public static RouteAction Blocking(BlockAnswer answer) => new(RouteActionKind.Block) { Block = answer };

    /// <summary>A fault.</summary>
    public static RouteAction Failing(FaultInjection fault) => new(RouteActionKind.Fault) { Fault = fault };

    /// <summary>A copy to another server.</summary>
    public static RouteAction MirroringTo(IPEndPoint server) => new(RouteActionKind.Mirror) { MirrorTo = server };

    /// <inheritdoc/>
    public bool Equals(RouteAction? other) =>
        other is not null && Kind == other.Kind && Label == other.Label && Block == other.Block && Fault == other.Fault
        && Equals(MirrorTo, other.MirrorTo) && Pinned.SequenceEqual(other.Pinned);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Kind, Label, Block, Fault, MirrorTo, Pinned.Count);
}
