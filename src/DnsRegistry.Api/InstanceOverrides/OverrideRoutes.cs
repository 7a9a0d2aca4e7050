using DnsRegistry.Api.Contracts;
using DnsRegistry.Api.Documentation;
using DnsRegistry.Api.Documents;
using DnsRegistry.Api.Problems;
using DnsRegistry.Registry.Instances;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace DnsRegistry.Api.InstanceOverrides;

/// <summary>Where the override of an instance is found.</summary>
internal static class OverrideRoutes
{
    private static readonly DocumentText s_text = new("Overrides", "Override", "the override of an instance", ProblemKind.UnknownOverride)
    {
        Put = "Say something about an instance, over what it says itself",
        PutDetail = "It stays when the instance registers again, leaves and comes back, and when the server is restarted.",
        DeleteDetail = "The instance need not be registered.",
    };

    /// <summary>Maps the calls.</summary>
    /// <param name="instances">The group of <c>/v1/services/{service}/instances</c>.</param>
    public static void MapOverrides(this IEndpointRouteBuilder instances) =>
        instances.MapDocument<OverrideBody, OverrideBody, InstanceKey, (InstanceOverride, bool), InstanceOverride>(
            "/{id}/override", instances.ServiceProvider.GetRequiredService<OverrideEndpoints>(), s_text)
            .WithMetadata(new QueryParameter(
                "absent", "'true' says it also of an instance that is not registered.", JsonSchemaType.String, "true", "false"))
            .Fails(ProblemKind.UnknownInstance, ProblemKind.LimitReached);
}
