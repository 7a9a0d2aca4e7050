using System.ComponentModel.DataAnnotations;
using DnsRegistry.Registry.Validation;

namespace DnsRegistry.Api.Contracts;

/// <summary>A fault that is injected.</summary>
internal sealed record RouteFaultBody
{
    /// <summary>Which.</summary>
    [AllowedValues("servfail", "refused", "nxdomain", "nodata", "truncate", "drop", "delay", "address")]
    public required string Kind { get; init; }

    /// <summary>How much later the answer is; with the kind <c>delay</c> alone.</summary>
    [Range(1, RouteListRules.MaxDelayMilliseconds)]
    public int DelayMs { get; init; }

    /// <summary>What is answered instead; with the kind <c>address</c> alone.</summary>
    [MaxLength(RouteListRules.MaxAddresses)]
    public IReadOnlyList<string> Addresses { get; init; } = [];

    /// <summary>When it is over; without it, when somebody takes it back.</summary>
    public DateTimeOffset Until { get; init; }
}
