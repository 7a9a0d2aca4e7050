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

    private static async Task RunAsync(HttpContext context, RequestDelegate next)
    {
        await next(context);
        HttpResponse response = context.Response;
        if (response.StatusCode < StatusCodes.Status400BadRequest || response.HasStarted || response.ContentType is not null)
            return;

        if (response.StatusCode == StatusCodes.Status405MethodNotAllowed)
            await new Problem(ProblemKind.MethodNotAllowed, $"It takes {response.Headers.Allow}.").WriteAsync(context);
        else if (response.StatusCode == StatusCodes.Status404NotFound)
            await new Problem(ProblemKind.NotFound, "The calls are listed at /openapi/v1.json.").WriteAsync(context);
    }
}
