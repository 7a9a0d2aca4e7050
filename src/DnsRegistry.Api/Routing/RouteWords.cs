using DnsRegistry.Zones.Routes;

namespace DnsRegistry.Api.Routing;

/// <summary>The words that stand for the parts of route rules in JSON.</summary>
internal static class RouteWords
{
    /// <summary>The values of <c>block</c>.</summary>
    public static readonly IReadOnlyDictionary<string, BlockAnswer> Blocks = new Dictionary<string, BlockAnswer>
    {
        ["refused"] = BlockAnswer.Refused,
        ["nodata"] = BlockAnswer.NoData,
        ["nxdomain"] = BlockAnswer.NXDomain,
    };

    /// <summary>The values of <c>fault.kind</c>.</summary>
    public static readonly IReadOnlyDictionary<string, FaultKind> Faults = new Dictionary<string, FaultKind>
    {
        ["servfail"] = FaultKind.ServFail,
        ["refused"] = FaultKind.Refused,
        ["nxdomain"] = FaultKind.NXDomain,
        ["nodata"] = FaultKind.NoData,
        ["truncate"] = FaultKind.Truncate,
        ["drop"] = FaultKind.Drop,
        ["delay"] = FaultKind.Delay,
        ["address"] = FaultKind.Address,
    };
}
