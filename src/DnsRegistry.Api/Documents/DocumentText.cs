using DnsRegistry.Api.Problems;

namespace DnsRegistry.Api.Documents;

/// <summary>What the OpenAPI document says of the calls about one kind of document.</summary>
/// <param name="Tag">The group of calls.</param>
/// <param name="Name">What <c>put</c>, <c>get</c> and <c>delete</c> are followed by in the names of the calls.</param>
/// <param name="What">The document in a sentence.</param>
/// <param name="Unknown">The problem when there is none.</param>
internal sealed record DocumentText(string Tag, string Name, string What, ProblemKind Unknown)
{
    /// <summary>What PUT does.</summary>
    public required string Put { get; init; }

    /// <summary>More about PUT.</summary>
    public required string PutDetail { get; init; }

    /// <summary>More about DELETE, or null.</summary>
    public string? DeleteDetail { get; init; }
}
