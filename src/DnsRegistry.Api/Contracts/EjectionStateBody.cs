using System.ComponentModel.DataAnnotations;

namespace DnsRegistry.Api.Contracts;

/// <summary>What circuit breaking makes of an instance.</summary>
internal sealed record EjectionStateBody
{
    /// <summary>Out for a time; back on trial, when the next failure ejects it at once; or closed, as any other.</summary>
    [AllowedValues("ejected", "trial", "closed")]
    public required string State { get; init; }

    /// <summary>Ejections in a row, forgotten one by one while it behaves.</summary>
    public required int Times { get; init; }

    /// <summary>When it comes back, while it is ejected.</summary>
    public DateTime? Until { get; init; }
}
