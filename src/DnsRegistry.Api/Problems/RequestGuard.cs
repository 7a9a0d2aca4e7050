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
    public RequestDelegate Around(RequestDelegate endpoint) => context => RunAsync(endpoint, context);

    private async Task RunAsync(RequestDelegate endpoint, HttpContext context)
    {
        try
        {
            if (IsOfAnotherSite(context.Request))
                await new Problem(ProblemKind.CrossOrigin, "A page of another site may not change what is registered.").WriteAsync(context);
            else
                await endpoint(context);
        }
        catch (Exception exception) when (context.RequestAborted.IsCancellationRequested || exception is ConnectionAbortedException
            || exception.InnerException is ConnectionAbortedException)
        {
            // The client is gone, or the server is: whatever came of it, nobody is left to be told.
        }
        catch (StoreException)
        {
            // The registry has told the operator why; a client can only try again.
            await new Problem(ProblemKind.StoreUnavailable, "Nothing was changed; try again later.").WriteAsync(context);
        }
        catch (RegistryBusyException)
        {
            await new Problem(ProblemKind.Busy, "Nothing was changed; try again later.").WriteAsync(context);
        }
        catch (BadHttpRequestException exception)
        {
            await Describe(exception.StatusCode).WriteAsync(context);
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            // A mistake of ours must neither leak its text nor take the server down; the operator finds it in the log.
            LogFailed(exception, context.Request.Method, context.Request.Path);
            context.Response.Clear();
            await new Problem(ProblemKind.Internal).WriteAsync(context);
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
