using DnsRegistry.Api.Contracts;
using DnsRegistry.Api.Documentation;
using DnsRegistry.Api.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace DnsRegistry.Api.Settings;

/// <summary>Where the settings of a service are found.</summary>
internal static class SettingsRoutes
{
    private const string Tag = "Settings";

    /// <summary>Maps the calls.</summary>
    /// <param name="services">The group of <c>/v1/services</c>.</param>
    public static void MapSettings(this IEndpointRouteBuilder services)
    {
        var calls = services.ServiceProvider.GetRequiredService<SettingsEndpoints>();
        services.MapCall(HttpMethods.Put, "/{service}/settings", calls.PutAsync)
            .Describe(
                "putSettings", Tag, "Set what holds for a service as a whole",
                "This declares the service: its name exists without an instance.")
            .WithMetadata(new BodyOf(typeof(SettingsBody)))
            .Answers<SettingsBody>(StatusCodes.Status200OK, StatusCodes.Status201Created)
            .Fails(ProblemKind.InvalidRequest, ProblemKind.TooLarge, ProblemKind.StoreUnavailable, ProblemKind.Busy);
        services.MapRead("/{service}/settings", calls.GetAsync)
            .Describe("getSettings", Tag, "Look at the settings of a service")
            .Answers<SettingsBody>(StatusCodes.Status200OK)
            .Fails(ProblemKind.InvalidRequest, ProblemKind.UnknownSettings, ProblemKind.NotLoaded);
        services.MapCall(HttpMethods.Delete, "/{service}/settings", calls.DeleteAsync)
            .Describe("deleteSettings", Tag, "Take the settings of a service back")
            .Answers(StatusCodes.Status204NoContent)
            .Fails(ProblemKind.InvalidRequest, ProblemKind.UnknownSettings, ProblemKind.StoreUnavailable, ProblemKind.Busy);
    }
}
