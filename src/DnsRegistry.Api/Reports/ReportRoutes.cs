using DnsRegistry.Api.Access;
using DnsRegistry.Api.Contracts;
using DnsRegistry.Api.Documentation;
using DnsRegistry.Api.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace DnsRegistry.Api.Reports;

/// <summary>Where callers report how an instance did.</summary>
internal static class ReportRoutes
{
    /// <summary>Maps the call.</summary>
    /// <param name="instances">The group of <c>/v1/services/{service}/instances</c>.</param>
    public static void MapReports(this IEndpointRouteBuilder instances)
    {
        var calls = instances.ServiceProvider.GetRequiredService<ReportEndpoint>();
        instances.MapBody(HttpMethods.Post, "/{id}/reports", calls.ReportAsync)
            .Needs(AccessNeed.Read)
            .Describe(
                "report", "Reports", "Say how requests to an instance went",
                "Circuit breaking: an instance that fails its callers leaves DNS for a time. Successes count as much as failures.")
            .WithMetadata(new BodyOf(typeof(ReportBody)))
            .Answers<ReportAnswer>(StatusCodes.Status200OK)
            .Fails(ProblemKind.InvalidRequest, ProblemKind.UnknownInstance, ProblemKind.TooLarge, ProblemKind.NotLoaded);
    }
}
