using DnsRegistry.Api.Access;
using DnsRegistry.Api.Contracts;
using DnsRegistry.Api.Documentation;
using DnsRegistry.Api.Problems;
using DnsRegistry.Api.Watch;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace DnsRegistry.Api.Services;

/// <summary>Where the lists are found.</summary>
internal static class ServiceRoutes
{
    private const string Tag = "Services";

    private static readonly object[] s_metadata =
    [
        new QueryParameter("zone", "Only instances of this zone."),
        new QueryParameter("group", "Only instances of this group."),
        new QueryParameter("version", "Only instances of this version, with dots or with hyphens."),
        new QueryParameter("health", "Only instances in this state.", JsonSchemaType.String, "passing", "critical"),
        new QueryParameter(
            "limit", $"Items of one page, 1 to {ListQuery.MaxLimit}; {ListQuery.DefaultLimit} by default.", JsonSchemaType.Integer),
        new QueryParameter("cursor", "The cursor of the page before."),
        .. PollQuery.Parameters,
        StandingCall.Mark,
    ];

    /// <summary>Maps the lists.</summary>
    /// <param name="services">The group of <c>/v1/services</c>.</param>
    public static void MapServices(this IEndpointRouteBuilder services)
    {
        var calls = services.ServiceProvider.GetRequiredService<ServiceEndpoints>();
        services.MapRead("", calls.ListServicesAsync, AccessNeed.AnyToken)
            .Describe("listServices", Tag, "List the services", "With a filter, services without a fitting instance are left out.")
            .WithMetadata(s_metadata)
            .Answers<ServiceListBody>(StatusCodes.Status200OK)
            .Fails(ProblemKind.InvalidRequest, ProblemKind.NotLoaded, ProblemKind.TooManyWatchers);
        services.MapRead("/{service}", calls.GetServiceAsync)
            .Describe("getService", Tag, "Look at a service: its summary, its settings and its instances")
            .WithMetadata(s_metadata)
            .Answers<ServiceBody>(StatusCodes.Status200OK)
            .Fails(ProblemKind.InvalidRequest, ProblemKind.UnknownService, ProblemKind.NotLoaded, ProblemKind.TooManyWatchers);
        services.MapRead("/{service}/instances", calls.ListInstancesAsync)
            .Describe("listInstances", Tag, "List the instances of a service", "A service that nobody knows has none.")
            .WithMetadata(s_metadata)
            .Answers<InstanceListBody>(StatusCodes.Status200OK)
            .Fails(ProblemKind.InvalidRequest, ProblemKind.NotLoaded, ProblemKind.TooManyWatchers);
    }
}
