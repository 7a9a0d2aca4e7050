using System.ComponentModel.DataAnnotations;

namespace DnsRegistry.Api.Contracts;

/// <summary>One instance that the labels of a name stand for.</summary>
internal sealed record ExplainedInstanceBody
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>Its zone.</summary>
    public required string Zone { get; init; }

    /// <summary>Its group.</summary>
    public required string Group { get; init; }

    /// <summary>Its version.</summary>
    public required string Version { get; init; }

    /// <summary>How it is doing.</summary>
    [AllowedValues("passing", "critical")]
    public required string Health { get; init; }

    /// <summary>What keeps it out of answers; empty for one that takes part.</summary>
    public required IReadOnlyList<string> KeptOutBy { get; init; }
}
