using DnsRegistry.Api.Contracts;
using DnsRegistry.Api.Documents;
using DnsRegistry.Api.Problems;
using DnsRegistry.Registry.Services;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace DnsRegistry.Api.Settings;

/// <summary>Where the settings of a service are found.</summary>
internal static class SettingsRoutes
{
    private static readonly DocumentText s_text = new("Settings", "Settings", "the settings of a service", ProblemKind.UnknownSettings)
    {
        Put = "Set what holds for a service as a whole",
        PutDetail = "This declares the service: its name exists without an instance.",
    };

    /// <summary>Maps the calls.</summary>
    /// <param name="services">The group of <c>/v1/services</c>.</param>
    public static void MapSettings(this IEndpointRouteBuilder services) =>
        services.MapDocument<SettingsBody, SettingsBody, string, ServiceSettings, StoredSettings>(
            "/{service}/settings", services.ServiceProvider.GetRequiredService<SettingsEndpoints>(), s_text);
}
