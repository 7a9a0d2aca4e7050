using System.IO.Pipelines;
using DnsRegistry.Api.Problems;
using DnsRegistry.Registry;
using DnsRegistry.Registry.Instances;
using DnsRegistry.Registry.Services;
using Microsoft.AspNetCore.Http;

namespace DnsRegistry.Api.Export;

/// <summary><c>GET /v1/export</c>: the whole registry, as fast as the caller reads it.</summary>
/// <param name="registry">What is registered.</param>
internal sealed class ExportEndpoint(ServiceRegistry registry)
{
    /// <summary>The media type of newline-delimited JSON.</summary>
    public const string ContentType = "application/x-ndjson";

    /// <summary>Lines written before the caller is waited for.</summary>
    private const int LinesAtOnce = 256;

    /// <summary>Writes every thing there is, each service as it stands when its turn comes.</summary>
    public async Task GetAsync(HttpContext context)
    {
        if (!registry.IsLoaded)
        {
            await new Problem(ProblemKind.NotLoaded).WriteAsync(context);
            return;
        }

        context.Response.ContentType = ContentType;
        PipeWriter output = context.Response.BodyWriter;
        using var lines = new ExportLine(output);
        lines.WriteHead(registry.Revision);

        // Settings, rules and overrides come first: whoever imports the lines never answers what an operator has taken out.
        int sent = 0;
        foreach (Action write in Everything(lines))
        {
            write();
            if (lines.Count - sent < LinesAtOnce)
                continue;

            sent = lines.Count;
            await output.FlushAsync(context.RequestAborted);
        }

        lines.WriteEnd();
    }

    private IEnumerable<Action> Everything(ExportLine lines)
    {
        IReadOnlyList<string> services = registry.ServiceNames();
        foreach (StoredSettings settings in services.Select(name => registry.FindService(name)?.Settings).OfType<StoredSettings>())
            yield return () => lines.Write(settings);
        foreach (StoredRoutes routes in services.Select(name => registry.FindService(name)?.Routes).OfType<StoredRoutes>())
            yield return () => lines.Write(routes);
        foreach (StoredOverride stored in registry.Overrides())
            yield return () => lines.Write(stored);
        foreach (ServiceInstance instance in registry.ServiceNames().SelectMany(name => registry.FindService(name)?.Instances ?? []))
            yield return () => lines.Write(instance.Registration);
    }
}
