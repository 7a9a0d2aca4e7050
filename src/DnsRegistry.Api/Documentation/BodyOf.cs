namespace DnsRegistry.Api.Documentation;

/// <summary>
/// The shape of a body, as metadata of an endpoint that reads it by hand. It says nothing to routing, which would refuse every
/// media type that is not listed.
/// </summary>
/// <param name="Type">The type that describes it.</param>
/// <param name="IsRequired">Whether there has to be one.</param>
/// <param name="ContentType">The media type.</param>
internal sealed record BodyOf(Type Type, bool IsRequired = true, string ContentType = "application/json");
