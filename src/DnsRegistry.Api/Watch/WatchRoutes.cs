using DnsRegistry.Api.Access;
using DnsRegistry.Api.Documentation;
using DnsRegistry.Api.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace DnsRegistry.Api.Watch;

/// <summary>Where clients watch.</summary>
internal static class WatchRoutes
{
    private const string Tag = "Watching";

    /// <summary>Maps the call.</summary>
    /// <param name="v1">The group of <c>/v1</c>.</param>
    public static void MapWatch(this IEndpointRouteBuilder v1)
    {
        var calls = v1.ServiceProvider.GetRequiredService<WatchEndpoint>();
        v1.MapCall(HttpMethods.Get, "/watch", calls.WatchAsync)
            .Needs(AccessNeed.AnyToken)
            .Describe(
                "watch", Tag, "Be told what changes, as it changes",
                "Server-sent events 'registered', 'changed' and 'removed' with the instance, 'settings' and 'routes' with what is set "
                + "for a service; the id is the revision of the change. A header 'Last-Event-ID' resumes, and counts more than 'since'. "
                + "An event 'lagged' is the last to a client that was too slow, 'refused' to one whose token may no longer see this.")
            .WithMetadata(
                StandingCall.Mark,
                new QueryParameter("service", "Only changes of this service."),
                new QueryParameter(
                    "since", "Begin behind this revision, such as the 'index' of a list; from now on by default.", JsonSchemaType.Integer))
            .AnswersWith<string>(WatchEndpoint.ContentType)
            .Fails(
                ProblemKind.InvalidRequest,
                ProblemKind.PositionGone,
                ProblemKind.NotLoaded,
                ProblemKind.TooManyWatchers,
                ProblemKind.Stopping);
    }
}
