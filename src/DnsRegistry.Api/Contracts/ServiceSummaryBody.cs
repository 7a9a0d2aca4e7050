namespace DnsRegistry.Api.Contracts;

/// <summary>What a service consists of; with a filter, what fits of it.</summary>
internal record ServiceSummaryBody
{
    /// <summary>Its name.</summary>
    public required string Service { get; init; }

    /// <summary>Its instances.</summary>
    public required int Instances { get; init; }

    /// <summary>Those that are doing well.</summary>
    public required int Passing { get; init; }

    /// <summary>Those that an operator keeps out of every answer, however they are doing.</summary>
    public required int TakenOut { get; init; }

    /// <summary>The zones they run in.</summary>
    public required IReadOnlyList<string> Zones { get; init; }

    /// <summary>The groups they belong to.</summary>
    public required IReadOnlyList<string> Groups { get; init; }

    /// <summary>The versions they have.</summary>
    public required IReadOnlyList<string> Versions { get; init; }
}
