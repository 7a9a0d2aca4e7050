using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Metadata;
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

        // What the routes say: the comments on the methods behind them are for readers of the code.
        operation.Summary = metadata.OfType<IEndpointSummaryMetadata>().LastOrDefault()?.Summary;
        operation.Description = metadata.OfType<IEndpointDescriptionMetadata>().LastOrDefault()?.Description;
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
        IOpenApiSchema schema = await SchemaOfAsync(body.Type, context, cancellationToken);
        if (operation.RequestBody is not OpenApiRequestBody request)
            operation.RequestBody = request = new OpenApiRequestBody { Content = new Dictionary<string, OpenApiMediaType>() };
        request.Required = body.IsRequired;
        request.Content![body.ContentType] = new OpenApiMediaType { Schema = schema };
    }

    /// <summary>A reference to the schema of a type, or a list of such references.</summary>
    private static async Task<IOpenApiSchema> SchemaOfAsync(
        Type type, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        OpenApiSchema schema = await context.GetOrCreateSchemaAsync(type, null, cancellationToken);
        if (type.IsGenericType)
        {
            schema.Items = await SchemaOfAsync(type.GenericTypeArguments[0], context, cancellationToken);
            return schema;
        }

        context.Document!.AddComponent(type.Name, schema);
        return new OpenApiSchemaReference(type.Name, context.Document);
    }
}
