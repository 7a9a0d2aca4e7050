using System.ComponentModel.DataAnnotations;

namespace DnsRegistry.Api.Contracts;

/// <summary>How an instance stands with its callers.</summary>
internal sealed record ReportAnswer
{
    /// <summary>Whether DNS answers it.</summary>
    [AllowedValues("passing", "critical")]
    public required string Health { get; init; }

    /// <summary>Failures since the last success.</summary>
    public required int FailuresInARow { get; init; }

    /// <summary>Different callers that saw failures lately, counted up to 16.</summary>
    public required int Reporters { get; init; }

    /// <summary>Left out while the instance behaves.</summary>
    public EjectionStateBody? Ejection { get; init; }
}
