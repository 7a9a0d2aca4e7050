using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace DnsRegistry.Api.Problems;

/// <summary>
/// Gives a body to the answers that routing makes by itself: 404 for a path that leads nowhere, 405 for a method that a path
/// does not take. It puts itself in front of the pipeline, so a host cannot forget it.
/// </summary>
internal sealed class UnroutedCalls : IStartupFilter
{
    /// <inheritdoc/>
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(static (context, next) => RunAsync(context, next));
        next(app);
    };

    /// <summary>Routing answers at once. A call that does not has an endpoint of ours, and nothing is kept waiting for it.</summary>
    private static Task RunAsync(HttpContext context, RequestDelegate next)
    {
        Task answered = next(context);
        HttpResponse response = context.Response;
        if (!answered.IsCompletedSuccessfully || response.StatusCode < StatusCodes.Status400BadRequest || response.HasStarted
            || response.ContentType is not null)
        {
            return answered;
        }

        return response.StatusCode switch
        {
            StatusCodes.Status405MethodNotAllowed =>
                new Problem(ProblemKind.MethodNotAllowed, $"It takes {response.Headers.Allow}.").WriteAsync(context),
            StatusCodes.Status404NotFound =>
                new Problem(ProblemKind.NotFound, "The calls are listed at /openapi/v1.json.").WriteAsync(context),
            _ => answered,
        };
    }
}
