using Microsoft.OpenApi;

namespace DnsRegistry.Api.Documentation;

/// <summary>A parameter behind the <c>?</c>, as metadata of an endpoint that reads it by hand.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it is for.</param>
/// <param name="Type">The type of its value.</param>
/// <param name="Values">The values there are; none means any.</param>
internal sealed record QueryParameter(
    string Name, string Description, JsonSchemaType Type = JsonSchemaType.String, params string[] Values);
