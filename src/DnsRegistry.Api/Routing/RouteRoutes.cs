using DnsRegistry.Api.Contracts;
using DnsRegistry.Api.Documents;
using DnsRegistry.Api.Problems;
using DnsRegistry.Registry.Services;
using DnsRegistry.Zones.Routes;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace DnsRegistry.Api.Routing;

/// <summary>Where the route rules of a service are found.</summary>
internal static class RouteRoutes
{
    private static readonly DocumentText s_text = new("Routing", "Routes", "the route rules of a service", ProblemKind.UnknownRoutes)
    {
        Put = "Set the route rules of a service",
        PutDetail = "The list replaces the one before as a whole. For each query the first rule that fits decides. This declares the "
            + "service: its name exists without an instance.",
    };

    /// <summary>Maps the calls.</summary>
    /// <param name="services">The group of <c>/v1/services</c>.</param>
    public static void MapRouteRules(this IEndpointRouteBuilder services) =>
        services.MapDocument<RouteListBody, RouteListAnswerBody, string, IReadOnlyList<RouteRule>, StoredRoutes>(
            "/{service}/routes", services.ServiceProvider.GetRequiredService<RouteEndpoints>(), s_text);
}
