using DnsRegistry.Api.Access;
using DnsRegistry.Api.Problems;
using DnsRegistry.Registry;
using DnsRegistry.Registry.Changes;
using DnsRegistry.Registry.Validation;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace DnsRegistry.Api.Watch;

/// <summary>Tells clients what changes, as it changes.</summary>
/// <param name="registry">Tells what changes.</param>
/// <param name="streams">All streams that are open.</param>
internal sealed class WatchEndpoint(ServiceRegistry registry, EventStreams streams)
{
    /// <summary>The media type of server-sent events.</summary>
    public const string ContentType = "text/event-stream";

    private static readonly Problem s_stopping = new(ProblemKind.Stopping, "Watch another server, or this one when it is back.");

    /// <summary><c>GET /v1/watch</c>.</summary>
    public Task WatchAsync(HttpContext context)
    {
        List<FieldFault> faults = [];
        var query = WatchQuery.Read(context, faults);
        if (faults.Count > 0)
            return Problem.Of(faults).WriteAsync(context);
        if (query.Service is string service && !context.MayRead(service))
            return new Problem(ProblemKind.Forbidden, $"The token may not look at the service '{service}'.").WriteAsync(context);
        if (!registry.IsLoaded)
            return new Problem(ProblemKind.NotLoaded).WriteAsync(context);
        if (streams.IsStopping)
            return s_stopping.WriteAsync(context);

        long since = query.Since ?? registry.Revision;
        return registry.Watch(since, query.Service) is ChangeCursor changes
            ? Stream(context, changes, tellsId: query.Since is null)
            : Gone(since).WriteAsync(context);
    }

    private Problem Gone(long since)
    {
        long index = registry.Revision;
        long oldest = registry.Changes.Oldest;
        string detail = since > index
            ? $"The registry has not come to {since} yet: this is another one, or an older state of it. It is at {index}; list again."
            : $"What changed after {since} is no longer kept, but what changed after {oldest} is. The registry is at {index}; list again.";
        return new Problem(ProblemKind.PositionGone, detail) { Position = (oldest, index) };
    }

    private Task Stream(HttpContext context, ChangeCursor changes, bool tellsId)
    {
        HttpResponse response = context.Response;
        response.ContentType = ContentType;
        response.Headers.CacheControl = "no-store";

        // The stream cuts slow clients off by itself, and can tell them why.
        if (context.Features.Get<IHttpMinResponseDataRateFeature>() is { } rate)
            rate.MinDataRate = null;
        Forget(context);
        return new EventStream(context, changes, streams, Gone(context)).RunAsync(tellsId);
    }

    /// <summary>
    /// There may be ten thousand streams, and each keeps what its call has needed for as long as it lives. The parameters have
    /// been read; whatever is asked of the request next drops what it kept of them.
    /// </summary>
    private static void Forget(HttpContext context)
    {
        context.Features.Set<IQueryFeature>(null);
        _ = context.Request.Method;
    }

    /// <summary>
    /// Says that the client has gone. With HTTP/1 a call has its connection for itself, which says so at no further cost.
    /// </summary>
    private static CancellationToken Gone(HttpContext context) =>
        (HttpProtocol.IsHttp11(context.Request.Protocol) || HttpProtocol.IsHttp10(context.Request.Protocol))
        && context.Features.Get<IConnectionLifetimeFeature>() is { } connection
            ? connection.ConnectionClosed
            : context.RequestAborted;
}
