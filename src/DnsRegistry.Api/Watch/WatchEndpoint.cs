using DnsRegistry.Api.Access;
using DnsRegistry.Api.Problems;
using DnsRegistry.Registry;
using DnsRegistry.Registry.Changes;
using DnsRegistry.Registry.Validation;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace DnsRegistry.Api.Watch;

/// <summary>Tells clients what changes, as it changes.</summary>
/// <param name="registry">Tells what changes.</param>
/// <param name="watchers">All that are open.</param>
internal sealed class WatchEndpoint(ServiceRegistry registry, Watchers watchers)
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
        if (watchers.IsStopping)
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
        // The stream cuts slow clients off by itself, and can tell them why.
        if (context.Features.Get<IHttpMinResponseDataRateFeature>() is { } rate)
            rate.MinDataRate = null;

        var stream = new EventStream(context, changes, watchers);
        if (!watchers.TryAdd(stream))
        {
            changes.Dispose();
            return new Problem(ProblemKind.TooManyWatchers).WriteAsync(context);
        }

        HttpResponse response = context.Response;
        response.ContentType = ContentType;
        response.Headers.CacheControl = "no-store";
        return stream.RunAsync(tellsId);
    }
}
