using DnsRegistry.Api.Access;
using DnsRegistry.Api.Contracts;
using DnsRegistry.Api.Documentation;
using DnsRegistry.Api.Http;
using DnsRegistry.Api.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace DnsRegistry.Api.Registrations;

/// <summary>Where the calls about instances are found.</summary>
internal static class InstanceRoutes
{
    /// <summary>The tag of these calls in the document.</summary>
    public const string Tag = "Instances";

    /// <summary>The parameter of calls that leave a newer registration alone.</summary>
    public static readonly QueryParameter Generation = new(
        "generation", "Act only on this generation of the instance.", JsonSchemaType.Integer);

    /// <summary>Maps the calls about one instance.</summary>
    /// <param name="instances">The group of <c>/v1/services/{service}/instances</c>.</param>
    public static void MapInstances(this IEndpointRouteBuilder instances)
    {
        var calls = instances.ServiceProvider.GetRequiredService<InstanceEndpoints>();
        instances.MapBody(HttpMethods.Put, "/{id}", calls.RegisterAsync)
            .Describe(
                "register", Tag, "Register an instance, or replace its registration",
                "Once it is answered, the registration is durable, and the next DNS query sees it.")
            .WithMetadata(new BodyOf(typeof(RegistrationBody)))
            .Answers<InstanceBody>(StatusCodes.Status200OK, StatusCodes.Status201Created)
            .Fails(
                ProblemKind.InvalidRequest, ProblemKind.NotOwner, ProblemKind.LimitReached, ProblemKind.TooLarge,
                ProblemKind.StoreUnavailable, ProblemKind.Busy);
        instances.MapRead("/{id}", calls.GetAsync)
            .Describe("getInstance", Tag, "Look at an instance")
            .WithMetadata(BriefCall.Mark)
            .Answers<InstanceBody>(StatusCodes.Status200OK)
            .Fails(ProblemKind.InvalidRequest, ProblemKind.UnknownInstance, ProblemKind.NotLoaded);
        instances.MapCall(HttpMethods.Delete, "/{id}", calls.DeregisterAsync)
            .Describe("deregister", Tag, "Take an instance out of DNS at once")
            .WithMetadata(
                BriefCall.Mark,
                Generation,
                new QueryParameter(
                    "wait", "'drain' answers only when no cache can hold the instance any more.", JsonSchemaType.String, "drain"))
            .Answers<DrainAnswer>(StatusCodes.Status200OK)
            .Fails(
                ProblemKind.InvalidRequest, ProblemKind.UnknownInstance, ProblemKind.NotOwner, ProblemKind.GenerationMismatch,
                ProblemKind.StoreUnavailable, ProblemKind.Busy);
    }

    /// <summary>Maps the registration of many.</summary>
    /// <param name="v1">The group of <c>/v1</c>.</param>
    public static void MapBulkRegistrations(this IEndpointRouteBuilder v1)
    {
        var calls = v1.ServiceProvider.GetRequiredService<BulkRegistrationEndpoint>();
        v1.MapBulkBody(HttpMethods.Post, "/registrations", calls.RegisterAsync)
            .Needs(AccessNeed.AnyToken)
            .Describe(
                "registerMany", Tag, "Register many instances in one durable step",
                "A list, or one object a line. When one of them is not valid, none is registered.")
            .WithMetadata(
                new BodyOf(typeof(IReadOnlyList<BulkRegistrationBody>)),
                new BodyOf(typeof(BulkRegistrationBody), ContentType: "application/x-ndjson"))
            .Answers<BulkRegistrationAnswer>(StatusCodes.Status200OK)
            .Fails(ProblemKind.InvalidRequest, ProblemKind.TooLarge, ProblemKind.StoreUnavailable, ProblemKind.Busy);
    }
}
