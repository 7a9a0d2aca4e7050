using DnsRegistry.Api.Contracts;
using DnsRegistry.Api.Documentation;
using DnsRegistry.Api.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace DnsRegistry.Api.Routing;

/// <summary>Where the route rules of a service are found.</summary>
internal static class RouteRoutes
{
    private const string Tag = "Routing";

    /// <summary>Maps the calls.</summary>
    /// <param name="services">The group of <c>/v1/services</c>.</param>
    public static void MapRouteRules(this IEndpointRouteBuilder services)
    {
        var calls = services.ServiceProvider.GetRequiredService<RouteEndpoints>();
        services.MapCall(HttpMethods.Put, "/{service}/routes", calls.PutAsync)
            .Describe(
                "putRoutes", Tag, "Set the route rules of a service",
                "The list replaces the one before as a whole. For each query the first rule that fits decides. This declares the "
                + "service: its name exists without an instance.")
            .WithMetadata(new BodyOf(typeof(RouteListBody)))
            .Answers<RouteListAnswerBody>(StatusCodes.Status200OK, StatusCodes.Status201Created)
            .Fails(ProblemKind.InvalidRequest, ProblemKind.TooLarge, ProblemKind.StoreUnavailable, ProblemKind.Busy);
        services.MapRead("/{service}/routes", calls.GetAsync)
            .Describe("getRoutes", Tag, "Look at the route rules of a service")
            .Answers<RouteListAnswerBody>(StatusCodes.Status200OK)
            .Fails(ProblemKind.InvalidRequest, ProblemKind.UnknownRoutes, ProblemKind.NotLoaded);
        services.MapCall(HttpMethods.Delete, "/{service}/routes", calls.DeleteAsync)
            .Describe("deleteRoutes", Tag, "Take the route rules of a service back")
            .Answers(StatusCodes.Status204NoContent)
            .Fails(ProblemKind.InvalidRequest, ProblemKind.UnknownRoutes, ProblemKind.StoreUnavailable, ProblemKind.Busy);
    }
}
