using DnsRegistry.Api.Documentation;
using DnsRegistry.Api.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace DnsRegistry.Api.Documents;

/// <summary>Maps the calls about a document.</summary>
internal static class DocumentRoutes
{
    /// <summary>Maps the three calls at one path.</summary>
    /// <typeparam name="TBody">What PUT takes.</typeparam>
    /// <typeparam name="TAnswer">What PUT and GET answer.</typeparam>
    /// <typeparam name="TKey">What the document is about.</typeparam>
    /// <typeparam name="TDraft">What a body says.</typeparam>
    /// <typeparam name="TDocument">The document as it is kept.</typeparam>
    /// <param name="routes">The group.</param>
    /// <param name="pattern">The path.</param>
    /// <param name="calls">The calls.</param>
    /// <param name="text">What the OpenAPI document says of them.</param>
    /// <returns>The PUT, for what else there is to say of it.</returns>
    public static IEndpointConventionBuilder MapDocument<TBody, TAnswer, TKey, TDraft, TDocument>(
        this IEndpointRouteBuilder routes, string pattern, DocumentEndpoints<TKey, TDraft, TDocument> calls, DocumentText text)
        where TDocument : class
    {
        IEndpointConventionBuilder put = routes.MapBody(HttpMethods.Put, pattern, calls.PutAsync)
            .Describe($"put{text.Name}", text.Tag, text.Put, text.PutDetail)
            .WithMetadata(new BodyOf(typeof(TBody)))
            .Answers<TAnswer>(StatusCodes.Status200OK, StatusCodes.Status201Created)
            .Fails(ProblemKind.InvalidRequest, ProblemKind.TooLarge, ProblemKind.StoreUnavailable, ProblemKind.Busy);
        routes.MapRead(pattern, calls.GetAsync)
            .Describe($"get{text.Name}", text.Tag, $"Look at {text.What}")
            .Answers<TAnswer>(StatusCodes.Status200OK)
            .Fails(ProblemKind.InvalidRequest, text.Unknown, ProblemKind.NotLoaded);
        routes.MapCall(HttpMethods.Delete, pattern, calls.DeleteAsync)
            .Describe($"delete{text.Name}", text.Tag, $"Take {text.What} back", text.DeleteDetail)
            .Answers(StatusCodes.Status204NoContent)
            .Fails(ProblemKind.InvalidRequest, text.Unknown, ProblemKind.StoreUnavailable, ProblemKind.Busy);
        return put;
    }
}
