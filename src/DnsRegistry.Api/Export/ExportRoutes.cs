using DnsRegistry.Api.Contracts;
using DnsRegistry.Api.Documentation;
using DnsRegistry.Api.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace DnsRegistry.Api.Export;

/// <summary>Where the whole registry is found.</summary>
internal static class ExportRoutes
{
    /// <summary>Maps the call.</summary>
    /// <param name="v1">The group of <c>/v1</c>.</param>
    public static void MapExport(this IEndpointRouteBuilder v1)
    {
        var calls = v1.ServiceProvider.GetRequiredService<ExportEndpoint>();
        v1.MapCall(HttpMethods.Get, "/export", calls.GetAsync)
            .Describe(
                "export", "Operation", "Everything that is registered and set, for an import",
                "One object a line. Each service is as it stands when its turn comes; a last line of the kind 'end' "
                + "says that nothing is missing.")
            .WithMetadata(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(ExportLineBody), [ExportEndpoint.ContentType]))
            .Fails(ProblemKind.NotLoaded);
    }
}
