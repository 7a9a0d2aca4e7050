namespace DnsRegistry.Api.Contracts;

/// <summary>One item of a bulk registration: a registration that names its instance itself.</summary>
internal sealed record BulkRegistrationBody : RegistrationBody
{
    /// <summary>The service.</summary>
    public required string Service { get; init; }

    /// <summary>The id within the service.</summary>
    public required string Id { get; init; }
}
