namespace DnsRegistry.Api.Contracts;

/// <summary>An extended DNS error (RFC 8914).</summary>
internal sealed record ExtendedErrorBody
{
    /// <summary>INFO-CODE.</summary>
    public required int Code { get; init; }

    /// <summary>EXTRA-TEXT.</summary>
    public required string Text { get; init; }
}
