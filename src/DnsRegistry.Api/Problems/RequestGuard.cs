using DnsRegistry.Registry;
using DnsRegistry.Registry.Storage;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace DnsRegistry.Api.Problems;

/// <summary>Stands around every endpoint and makes a problem of what an endpoint could not deal with.</summary>
/// <param name="logger">For the operator.</param>
internal sealed partial class RequestGuard(ILogger<RequestGuard> logger)
{
    /// <summary>The same endpoint, guarded.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="isStanding">Whether it stands guard for itself once it waits (<see cref="StandingCall"/>).</param>
    public RequestDelegate Around(RequestDelegate endpoint, bool isStanding) => context =>
    {
        if (IsOfAnotherSite(context.Request))
            return new Problem(ProblemKind.CrossOrigin, "A page of another site may not change what is registered.").WriteAsync(context);

        Task call = RunAsync(context, endpoint);
        return isStanding && !call.IsCompleted ? call : WatchOverAsync(context, call);
    };

    /// <summary>Guards a call that is under way.</summary>
    public Task WatchOverAsync(HttpContext context, Task call)
    {
        return call.IsCompletedSuccessfully ? call : Guarded();

        async Task Guarded()
        {
            try
            {
                await call;
            }
            catch (Exception exception)
            {
                await AnswerAsync(context, exception);
            }
        }
    }

    /// <summary>Says what an endpoint could not deal with, if anybody is there to be told.</summary>
    /// <returns>A task that fails as the endpoint did when another answer has begun already: its end is all that is left to say.</returns>
    public Task AnswerAsync(HttpContext context, Exception exception)
    {
        if (IsOfNoInterest(context, exception))
            return Task.CompletedTask;

        switch (exception)
        {
            case StoreException:
                // The registry has told the operator why; a client can only try again.
                return new Problem(ProblemKind.StoreUnavailable, "Nothing was changed; try again later.").WriteAsync(context);
            case RegistryBusyException:
                return new Problem(ProblemKind.Busy, "Nothing was changed; try again later.").WriteAsync(context);
            case BadHttpRequestException bad:
                return Describe(bad.StatusCode).WriteAsync(context);
        }

        if (context.Response.HasStarted)
            return Task.FromException(exception);

        // A mistake of ours must neither leak its text nor take the server down; the operator finds it in the log.
        LogFailed(exception, context.Request.Method, context.Request.Path);
        context.Response.Clear();
        return new Problem(ProblemKind.Internal).WriteAsync(context);
    }

    /// <summary>Whether the client is gone, or the server is: whatever came of it, nobody is left to be told.</summary>
    public static bool IsOfNoInterest(HttpContext context, Exception exception) => context.RequestAborted.IsCancellationRequested
        || exception is ConnectionAbortedException || exception.InnerException is ConnectionAbortedException;

    /// <summary>An endpoint may fail before it has a task, too.</summary>
    private static Task RunAsync(HttpContext context, RequestDelegate endpoint)
    {
        try
        {
            return endpoint(context);
        }
        catch (Exception exception)
        {
            return Task.FromException(exception);
        }
    }

    /// <summary>
    /// Browsers say on whose behalf they send a change. On a loopback address that is all that keeps any page in the
    /// operator's browser from registering services; programs send no Origin.
    /// </summary>
    private static bool IsOfAnotherSite(HttpRequest request)
    {
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
            return false;

        string? origin = request.Headers.Origin;
        return origin is not null && !origin.EndsWith($"://{request.Host.Value}", StringComparison.OrdinalIgnoreCase);
    }

    private static Problem Describe(int status) => status switch
    {
        StatusCodes.Status413PayloadTooLarge => new Problem(ProblemKind.TooLarge),
        StatusCodes.Status408RequestTimeout => new Problem(ProblemKind.RequestTimeout),
        _ => new Problem(ProblemKind.InvalidRequest, "The request is not well-formed HTTP, or ended too early."),
    };
}
