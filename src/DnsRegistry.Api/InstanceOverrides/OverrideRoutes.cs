using DnsRegistry.Api.Contracts;
using DnsRegistry.Api.Documentation;
using DnsRegistry.Api.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace DnsRegistry.Api.InstanceOverrides;

/// <summary>Where the override of an instance is found.</summary>
internal static class OverrideRoutes
{
    private const string Tag = "Overrides";

    /// <summary>Maps the calls.</summary>
    /// <param name="instances">The group of <c>/v1/services/{service}/instances</c>.</param>
    public static void MapOverrides(this IEndpointRouteBuilder instances)
    {
        var calls = instances.ServiceProvider.GetRequiredService<OverrideEndpoints>();
        instances.MapCall(HttpMethods.Put, "/{id}/override", calls.PutAsync)
            .Describe(
                "putOverride", Tag, "Say something about an instance, over what it says itself",
                "It stays when the instance registers again, leaves and comes back, and when the server is restarted.")
            .WithMetadata(
                new BodyOf(typeof(OverrideBody)),
                new QueryParameter(
                    "absent", "'true' says it also of an instance that is not registered.", JsonSchemaType.String, "true", "false"))
            .Answers<OverrideBody>(StatusCodes.Status200OK, StatusCodes.Status201Created)
            .Fails(
                ProblemKind.InvalidRequest, ProblemKind.UnknownInstance, ProblemKind.LimitReached, ProblemKind.TooLarge,
                ProblemKind.StoreUnavailable);
        instances.MapRead("/{id}/override", calls.GetAsync)
            .Describe("getOverride", Tag, "Look at the override of an instance")
            .Answers<OverrideBody>(StatusCodes.Status200OK)
            .Fails(ProblemKind.InvalidRequest, ProblemKind.UnknownOverride, ProblemKind.NotLoaded);
        instances.MapCall(HttpMethods.Delete, "/{id}/override", calls.DeleteAsync)
            .Describe("deleteOverride", Tag, "Take the override of an instance back", "The instance need not be registered.")
            .Answers(StatusCodes.Status204NoContent)
            .Fails(ProblemKind.InvalidRequest, ProblemKind.UnknownOverride, ProblemKind.StoreUnavailable);
    }
}
