using DnsRegistry.Api.Http;
using DnsRegistry.Api.Json;
using DnsRegistry.Api.Problems;
using DnsRegistry.Registry;
using DnsRegistry.Registry.Services;
using DnsRegistry.Registry.Validation;
using DnsRegistry.Zones.Routes;
using Microsoft.AspNetCore.Http;

namespace DnsRegistry.Api.Routing;

/// <summary>The calls about the route rules of a service.</summary>
/// <param name="registry">Keeps the rules.</param>
/// <param name="time">Knows which faults are over.</param>
internal sealed class RouteEndpoints(ServiceRegistry registry, TimeProvider time)
{
    /// <summary><c>PUT …/routes</c>.</summary>
    public async Task PutAsync(HttpContext context)
    {
        using RequestBody body = await RequestBody.ReadAsync(context, RequestBody.MaxOctets);
        if (body.IsTooLarge)
        {
            await body.TooLarge.WriteAsync(context);
            return;
        }

        List<FieldFault> faults = [];
        string service = RoutePath.Service(context, faults);
        IReadOnlyList<RouteRule> rules = RouteListReader.Read(body.Octets, faults);
        if (faults.Count > 0)
        {
            await Problem.Of(faults).WriteAsync(context);
            return;
        }

        (bool isNew, StoredRoutes stored) = await registry.PutRoutesAsync(service, rules, context.RequestAborted);
        if (isNew)
            context.Response.Headers.Location = $"/v1/services/{service}/routes";
        await WriteAsync(context, isNew ? StatusCodes.Status201Created : StatusCodes.Status200OK, stored);
    }

    /// <summary><c>GET …/routes</c>.</summary>
    public Task GetAsync(HttpContext context)
    {
        List<FieldFault> faults = [];
        string service = RoutePath.Service(context, faults);
        if (faults.Count > 0)
            return Problem.Of(faults).WriteAsync(context);
        if (!registry.IsLoaded)
            return new Problem(ProblemKind.NotLoaded).WriteAsync(context);
        return registry.FindService(service)?.Routes is StoredRoutes stored
            ? WriteAsync(context, StatusCodes.Status200OK, stored)
            : Unknown(service).WriteAsync(context);
    }

    /// <summary><c>DELETE …/routes</c>.</summary>
    public async Task DeleteAsync(HttpContext context)
    {
        List<FieldFault> faults = [];
        string service = RoutePath.Service(context, faults);
        if (faults.Count > 0)
            await Problem.Of(faults).WriteAsync(context);
        else if (await registry.DeleteRoutesAsync(service, context.RequestAborted))
            context.Response.StatusCode = StatusCodes.Status204NoContent;
        else
            await Unknown(service).WriteAsync(context);
    }

    private static Problem Unknown(string service) => new(ProblemKind.UnknownRoutes, $"The service '{service}' has no route rules.");

    private Task WriteAsync(HttpContext context, int status, StoredRoutes stored)
    {
        IReadOnlyList<string> warnings = RouteWarnings.Of(
            stored.Rules, registry.FindService(stored.Service)?.Instances ?? [], time.GetUtcNow());
        return JsonAnswer.WriteAsync(context, status, new RouteListAnswer(stored, warnings), RouteJson.Write);
    }
}
