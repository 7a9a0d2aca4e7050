using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace DnsRegistry.Api.Documentation;

/// <summary>Puts parameters and bodies that endpoints read by hand into the OpenAPI document.</summary>
internal sealed class OperationDescriber : IOpenApiOperationTransformer
{
    /// <inheritdoc/>
    public async Task TransformAsync(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        IList<object> metadata = context.Description.ActionDescriptor.EndpointMetadata;
        AddPathParameters(operation, context.Description.RelativePath ?? "");
        foreach (QueryParameter parameter in metadata.OfType<QueryParameter>())
            AddQueryParameter(operation, parameter);
        foreach (BodyOf body in metadata.OfType<BodyOf>())
            await AddBodyAsync(operation, body, context, cancellationToken);
    }

    private static void AddPathParameters(OpenApiOperation operation, string path)
    {
        operation.Parameters ??= [];
        foreach (string name in new[] { "service", "id" })
        {
            if (!path.Contains($"{{{name}}}", StringComparison.Ordinal) || operation.Parameters.Any(known => known.Name == name))
                continue;

            operation.Parameters.Add(new OpenApiParameter
            {
                Name = name,
                In = ParameterLocation.Path,
                Required = true,
                Description = name == "id" ? "The id of the instance, a DNS label." : "The name of the service, a DNS label.",
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            });
        }
    }

    private static void AddQueryParameter(OpenApiOperation operation, QueryParameter parameter) =>
        operation.Parameters!.Add(new OpenApiParameter
        {
            Name = parameter.Name,
            In = ParameterLocation.Query,
            Description = parameter.Description,
            Schema = new OpenApiSchema
            {
                Type = parameter.Type,
                Enum = parameter.Values.Length == 0 ? null : [.. parameter.Values.Select(value => (JsonNode)value)],
            },
        });

    private static async Task AddBodyAsync(
        OpenApiOperation operation, BodyOf body, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        OpenApiSchema schema = await context.GetOrCreateSchemaAsync(body.Type, null, cancellationToken);
        if (operation.RequestBody is not OpenApiRequestBody request)
            operation.RequestBody = request = new OpenApiRequestBody { Content = new Dictionary<string, OpenApiMediaType>() };
        request.Required = body.IsRequired;
        request.Content![body.ContentType] = new OpenApiMediaType { Schema = schema };
    }
}
