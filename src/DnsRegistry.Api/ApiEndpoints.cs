using DnsRegistry.Api.Access;
using DnsRegistry.Api.Documentation;
using DnsRegistry.Api.Explaining;
using DnsRegistry.Api.Export;
using DnsRegistry.Api.Health;
using DnsRegistry.Api.Heartbeats;
using DnsRegistry.Api.Http;
using DnsRegistry.Api.InstanceOverrides;
using DnsRegistry.Api.Problems;
using DnsRegistry.Api.Registrations;
using DnsRegistry.Api.Reports;
using DnsRegistry.Api.Routing;
using DnsRegistry.Api.Services;
using DnsRegistry.Api.Settings;
using DnsRegistry.Api.Watch;
using DnsRegistry.Registry;
using DnsRegistry.Zones.Tracing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace DnsRegistry.Api;

/// <summary>Puts the HTTP API of the registry into a host.</summary>
public static class ApiEndpoints
{
    /// <summary>The prefix of every call of this version.</summary>
    public const string BasePath = "/v1";

    /// <summary>
    /// Adds what the endpoints need. The host adds the <see cref="ServiceRegistry"/>, an <see cref="IAnswerExplainer"/>, and an
    /// <see cref="IReadiness"/> for every other part that <c>/ready</c> has to wait for; <see cref="AccessTokens"/>,
    /// <see cref="RequestRates"/>, <see cref="WatchOptions"/>, a <see cref="BulkRoom"/> and a <see cref="TimeProvider"/> of its own come
    /// before those that let everybody in and the system's.
    /// </summary>
    public static IServiceCollection AddRegistryApi(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => new RegistrationReader(OptionsOf(provider)));
        services.AddSingleton(provider => new InstanceJson(
            provider.GetRequiredService<ServiceRegistry>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new InstanceAnswer(provider.GetRequiredService<InstanceJson>(), OptionsOf(provider)));
        services.AddSingleton<InstanceEndpoints>();
        services.AddSingleton<BulkRegistrationJson>().AddSingleton<BulkRegistrationEndpoint>();
        services.AddSingleton<HeartbeatEndpoints>().AddSingleton<BulkHeartbeatEndpoint>();
        services.AddSingleton<EjectionStateJson>().AddSingleton<ReportEndpoint>();
        services.AddSingleton<ServiceEndpoints>().AddSingleton<SettingsEndpoints>().AddSingleton<OverrideEndpoints>();
        services.AddSingleton<LongPolls>().AddSingleton<EventText>().AddSingleton<Watchers>().AddSingleton<WatchEndpoint>();
        services.AddSingleton<ExportEndpoint>().AddSingleton<RouteEndpoints>().AddSingleton<ExplainEndpoint>();
        services.AddSingleton<IReadiness, RegistryReadiness>().AddSingleton<HealthEndpoints>();
        services.TryAddSingleton(new AccessTokens([], isOpenWithoutTokens: true));
        services.TryAddSingleton(new RequestRates(new RateOptions()));
        services.TryAddSingleton(new WatchOptions());
        services.TryAddSingleton(new BulkRoom(BulkRoom.DefaultOctets));
        services.AddSingleton<AccessGate>().AddSingleton<StandingAccess>();
        services.AddSingleton<RequestGuard>().AddSingleton<IStartupFilter, UnroutedCalls>();
        return services.AddOpenApi(options =>
        {
            options.AddDocumentTransformer((document, _, _) =>
            {
                document.Info.Title = "DnsRegistry";
                document.Info.Description = "Who is registered, until when, and how healthy; DNS answers the same.";
                return Task.CompletedTask;
            });
            options.AddOperationTransformer<OperationDescriber>();
            options.AddSchemaTransformer<SchemaDescriber>();
        });
    }

    /// <summary>Maps every call of the API.</summary>
    /// <returns>All of them, so that a host can ask something of each.</returns>
    public static IEndpointConventionBuilder MapRegistryApi(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        RouteGroupBuilder root = endpoints.MapGroup("");
        root.GuardCalls(endpoints.ServiceProvider.GetRequiredService<RequestGuard>());
        root.MapHealth();
        root.MapOpenApi();

        RouteGroupBuilder v1 = root.MapGroup(BasePath);
        ((IEndpointConventionBuilder)v1).Finally(endpoints.ServiceProvider.GetRequiredService<AccessGate>().Guard);
        v1.MapBulkHeartbeats();
        v1.MapBulkRegistrations();
        v1.MapWatch();
        v1.MapExplain();
        v1.MapExport();

        RouteGroupBuilder services = v1.MapGroup("/services");
        services.MapServices();
        services.MapSettings();
        services.MapRouteRules();

        RouteGroupBuilder instances = services.MapGroup("/{service}/instances");
        instances.MapInstances();
        instances.MapHeartbeat();
        instances.MapReports();
        instances.MapOverrides();
        return root;
    }

    // Asked of the registry, not of the container, where they need not be and might be others.
    private static RegistryOptions OptionsOf(IServiceProvider services) => services.GetRequiredService<ServiceRegistry>().Options;

    private static void GuardCalls(this IEndpointConventionBuilder calls, RequestGuard guard) => calls.Finally(call =>
    {
        if (call.RequestDelegate is not RequestDelegate endpoint)
            return;

        bool isStanding = call.Metadata.OfType<StandingCall>().Any();
        bool isBrief = isStanding || call.Metadata.OfType<BriefCall>().Any();
        call.RequestDelegate = guard.Around(ReceivingThread.KeepFree(endpoint, isBrief), isStanding);
    });
}
