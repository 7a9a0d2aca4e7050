using DnsRegistry.Api.Access;
using DnsRegistry.Api.Contracts;
using DnsRegistry.Api.Documentation;
using DnsRegistry.Api.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace DnsRegistry.Api.Explaining;

/// <summary>Where explanations are found.</summary>
internal static class ExplainRoutes
{
    /// <summary>Maps the call.</summary>
    /// <param name="v1">The group of <c>/v1</c>.</param>
    public static void MapExplain(this IEndpointRouteBuilder v1)
    {
        var call = v1.ServiceProvider.GetRequiredService<ExplainEndpoint>();
        v1.MapRead("/explain", call.GetAsync, AccessNeed.AnyToken)
            .Describe(
                "explain", "Routing", "Say what a client would be answered, and every step that decides it",
                "The question goes through the code that answers queries, over UDP with EDNS. Nothing is sent to the client, "
                + "delayed or mirrored. With Accept: text/plain the answer is the field text alone. A token may have names explained "
                + "of services that it may look at; all other names are for administrators.")
            .WithMetadata(
                new QueryParameter("name", "The name that is asked for."),
                new QueryParameter("type", "The record type; A by default."),
                new QueryParameter("client", "The address of the client; 127.0.0.1 by default."))
            .Answers<ExplanationBody>(StatusCodes.Status200OK)
            .Fails(ProblemKind.InvalidRequest);
    }
}
