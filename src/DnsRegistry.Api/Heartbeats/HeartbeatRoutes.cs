using DnsRegistry.Api.Access;
using DnsRegistry.Api.Contracts;
using DnsRegistry.Api.Documentation;
using DnsRegistry.Api.Problems;
using DnsRegistry.Api.Registrations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace DnsRegistry.Api.Heartbeats;

/// <summary>Where heartbeats go.</summary>
internal static class HeartbeatRoutes
{
    private const string Tag = "Heartbeats";

    /// <summary>Maps the heartbeat of one instance.</summary>
    /// <param name="instances">The group of <c>/v1/services/{service}/instances</c>.</param>
    public static void MapHeartbeat(this IEndpointRouteBuilder instances)
    {
        var calls = instances.ServiceProvider.GetRequiredService<HeartbeatEndpoints>();
        instances.MapBody(HttpMethods.Put, "/{id}/heartbeat", calls.RenewAsync)
            .Describe(
                "heartbeat", Tag, "Renew the lease of an instance",
                "With a body, an instance that is unknown or differs from it is registered.")
            .WithMetadata(InstanceRoutes.Generation, new BodyOf(typeof(RegistrationBody), IsRequired: false))
            .Answers<InstanceBody>(StatusCodes.Status200OK, StatusCodes.Status201Created)
            .Fails(
                ProblemKind.InvalidRequest, ProblemKind.UnknownInstance, ProblemKind.NotOwner, ProblemKind.LimitReached,
                ProblemKind.GenerationMismatch, ProblemKind.TooLarge, ProblemKind.StoreUnavailable, ProblemKind.Busy);
    }

    /// <summary>Maps the heartbeat of many.</summary>
    /// <param name="v1">The group of <c>/v1</c>.</param>
    public static void MapBulkHeartbeats(this IEndpointRouteBuilder v1)
    {
        var calls = v1.ServiceProvider.GetRequiredService<BulkHeartbeatEndpoint>();
        v1.MapBulkBody(HttpMethods.Post, "/heartbeats", calls.RenewAsync)
            .Needs(AccessNeed.AnyToken)
            .Describe("heartbeats", Tag, "Renew the leases of many instances")
            .WithMetadata(new BodyOf(typeof(HeartbeatsBody)))
            .Answers<HeartbeatsAnswer>(StatusCodes.Status200OK)
            .Fails(ProblemKind.InvalidRequest, ProblemKind.TooLarge, ProblemKind.StoreUnavailable, ProblemKind.Busy);
    }
}
