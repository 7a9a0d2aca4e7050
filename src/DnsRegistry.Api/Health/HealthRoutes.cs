using DnsRegistry.Api.Contracts;
using DnsRegistry.Api.Documentation;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace DnsRegistry.Api.Health;

/// <summary>Where a supervisor asks.</summary>
internal static class HealthRoutes
{
    private const string Tag = "Operation";

    /// <summary>Maps the calls.</summary>
    /// <param name="root">The group without a prefix.</param>
    public static void MapHealth(this IEndpointRouteBuilder root)
    {
        var calls = root.ServiceProvider.GetRequiredService<HealthEndpoints>();
        root.MapRead("/health", HealthEndpoints.GetHealthAsync)
            .Describe("health", Tag, "Whether the process answers")
            .Answers<HealthBody>(StatusCodes.Status200OK);
        root.MapRead("/ready", calls.GetReadyAsync)
            .Describe("ready", Tag, "Whether the server should be asked")
            .Answers<ReadyBody>(StatusCodes.Status200OK, StatusCodes.Status503ServiceUnavailable);
    }
}
