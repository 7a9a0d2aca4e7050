using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json.Nodes;
using DnsRegistry.Api.Contracts;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace DnsRegistry.Api.Documentation;

/// <summary>Makes schemas say what the readers of this room take, where the framework's own serializer would take more or less.</summary>
internal sealed class SchemaDescriber : IOpenApiSchemaTransformer
{
    /// <inheritdoc/>
    public Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        const JsonSchemaType Numbers = JsonSchemaType.Integer | JsonSchemaType.Number;
        if ((schema.Type & Numbers) != 0)
        {
            // The framework would read numbers from strings too.
            schema.Type &= ~JsonSchemaType.String;
            schema.Pattern = null;
        }

        AllowedValuesAttribute? allowed = context.JsonPropertyInfo?.AttributeProvider?
            .GetCustomAttributes(typeof(AllowedValuesAttribute), inherit: true).OfType<AllowedValuesAttribute>().FirstOrDefault();
        if (allowed is not null)
            schema.Enum = [.. allowed.Values.Select(value => (JsonNode)Convert.ToString(value, CultureInfo.InvariantCulture)!)];
        if (context.JsonTypeInfo.Type == typeof(PortBody))
            AllowNumber(schema);
        return Task.CompletedTask;
    }

    private static void AllowNumber(OpenApiSchema port)
    {
        var number = new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "1", Maximum = "65535" };
        var described = new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Required = new HashSet<string> { "port" },
            Properties = new Dictionary<string, IOpenApiSchema>
            {
                ["port"] = number,
                ["protocol"] = new OpenApiSchema { Type = JsonSchemaType.String, Enum = ["tcp", "udp"], Default = "tcp" },
            },
        };
        port.Type = null;
        port.Properties = null;
        port.Required = null;
        port.OneOf = [number, described];
    }
}
