using DnsRegistry.Api.Access;
using DnsRegistry.Api.Contracts;
using DnsRegistry.Api.Http;
using DnsRegistry.Api.Json;
using DnsRegistry.Api.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace DnsRegistry.Api.Documentation;

/// <summary>Maps calls together with what the OpenAPI document says of them.</summary>
internal static class RouteDocumentation
{
    /// <summary>Maps a call that reads: GET, and HEAD without a line in the document.</summary>
    public static IEndpointConventionBuilder MapRead(this IEndpointRouteBuilder routes, string pattern, RequestDelegate handler)
    {
        routes.MapMethods(pattern, [HttpMethods.Head], handler).ExcludeFromDescription();
        return routes.MapCall(HttpMethods.Get, pattern, handler);
    }

    /// <inheritdoc cref="MapRead(IEndpointRouteBuilder, string, RequestDelegate)"/>
    public static IEndpointConventionBuilder MapRead(
        this IEndpointRouteBuilder routes, string pattern, RequestDelegate handler, AccessNeed need)
    {
        routes.MapMethods(pattern, [HttpMethods.Head], handler).ExcludeFromDescription().Needs(need);
        return routes.MapCall(HttpMethods.Get, pattern, handler).Needs(need);
    }

    /// <summary>Maps a call. The document lists only endpoints that know the method behind them.</summary>
    public static IEndpointConventionBuilder MapCall(
        this IEndpointRouteBuilder routes, string method, string pattern, RequestDelegate handler) =>
        routes.MapMethods(pattern, [method], handler).WithMetadata(handler.Method);

    /// <summary>Maps a call with a body, which has arrived when the call begins. One that is too large is refused before.</summary>
    public static IEndpointConventionBuilder MapBody(
        this IEndpointRouteBuilder routes, string method, string pattern, BodyCall handler) =>
        routes.MapCall(method, pattern, RequestBody.ReadBefore(handler)).WithMetadata(BriefCall.Mark);

    /// <summary>Maps a call with a body about many things, likewise. One that there is no room for is refused, too.</summary>
    public static IEndpointConventionBuilder MapBulkBody(
        this IEndpointRouteBuilder routes, string method, string pattern, BodyCall handler) =>
        routes.MapCall(method, pattern, RequestBody.ReadBefore(handler, routes.ServiceProvider.GetRequiredService<BulkRoom>()))
            .WithMetadata(BriefCall.Mark);

    /// <summary>Names a call and says what it does.</summary>
    public static IEndpointConventionBuilder Describe(
        this IEndpointConventionBuilder call, string name, string tag, string summary, string? description = null)
    {
        call.WithName(name).WithTags(tag).WithSummary(summary);
        return description is null ? call : call.WithDescription(description);
    }

    /// <summary>Says what a call answers when all is well.</summary>
    public static IEndpointConventionBuilder Answers<T>(this IEndpointConventionBuilder call, params int[] statuses)
    {
        foreach (int status in statuses)
            call.WithMetadata(new ProducesResponseTypeMetadata(status, typeof(T), [JsonAnswer.ContentType]));
        return call;
    }

    /// <summary>Says what a call answers that is not JSON.</summary>
    public static IEndpointConventionBuilder AnswersWith<T>(this IEndpointConventionBuilder call, string contentType) =>
        call.WithMetadata(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(T), [contentType]));

    /// <summary>Says that a call answers without a body.</summary>
    public static IEndpointConventionBuilder Answers(this IEndpointConventionBuilder call, int status) =>
        call.WithMetadata(new ProducesResponseTypeMetadata(status));

    /// <summary>Says which problems a call can have.</summary>
    public static IEndpointConventionBuilder Fails(this IEndpointConventionBuilder call, params ProblemKind[] kinds)
    {
        foreach (int status in kinds.Select(kind => ProblemType.Of(kind).Status).Distinct().Order())
            call.WithMetadata(new ProducesResponseTypeMetadata(status, typeof(ProblemBody), [JsonAnswer.ProblemContentType]));
        return call;
    }
}
