using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using DnsRegistry.Registry.Ejection;

namespace DnsRegistry.Api.Contracts;

/// <summary>What a caller says of the requests that it sent to an instance.</summary>
internal sealed record ReportBody
{
    /// <summary>How they went.</summary>
    [AllowedValues("failure", "success")]
    public required string Outcome { get; init; }

    /// <summary>How many there were.</summary>
    [DefaultValue(1)]
    [Range(1, OutcomeReport.MaxCount)]
    public int Count { get; init; } = 1;
}
