using DnsRegistry.Api.Http;
using DnsRegistry.Api.Json;
using DnsRegistry.Api.Problems;
using DnsRegistry.Api.Registrations;
using DnsRegistry.Registry;
using DnsRegistry.Registry.Instances;
using DnsRegistry.Registry.Outcomes;
using DnsRegistry.Registry.Validation;
using Microsoft.AspNetCore.Http;

namespace DnsRegistry.Api.InstanceOverrides;

/// <summary>The calls about what an operator says of an instance.</summary>
/// <param name="registry">Keeps it.</param>
internal sealed class OverrideEndpoints(ServiceRegistry registry)
{
    /// <summary><c>PUT …/instances/{id}/override</c>.</summary>
    public async Task PutAsync(HttpContext context)
    {
        using RequestBody body = await RequestBody.ReadAsync(context, RequestBody.MaxOctets);
        if (body.IsTooLarge)
        {
            await body.TooLarge.WriteAsync(context);
            return;
        }

        InstanceKey key = RoutePath.Key(context);
        List<FieldFault> faults = [];
        RoutePath.Check(key, faults);
        bool mayBeAbsent = MayBeAbsent(context, faults);
        InstanceOverride value = OverrideReader.Read(body.Octets, faults);
        if (faults.Count > 0)
        {
            await Problem.Of(faults).WriteAsync(context);
            return;
        }

        await WriteAsync(context, key, value, await registry.PutOverrideAsync(key, value, mayBeAbsent, context.RequestAborted));
    }

    /// <summary><c>GET …/instances/{id}/override</c>.</summary>
    public Task GetAsync(HttpContext context)
    {
        InstanceKey key = RoutePath.Key(context);
        List<FieldFault> faults = [];
        RoutePath.Check(key, faults);
        if (faults.Count > 0)
            return Problem.Of(faults).WriteAsync(context);
        if (!registry.IsLoaded)
            return new Problem(ProblemKind.NotLoaded).WriteAsync(context);
        return registry.FindOverride(key) is InstanceOverride value
            ? JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, value, OverrideJson.Write)
            : Unknown(key).WriteAsync(context);
    }

    /// <summary><c>DELETE …/instances/{id}/override</c>.</summary>
    public async Task DeleteAsync(HttpContext context)
    {
        InstanceKey key = RoutePath.Key(context);
        List<FieldFault> faults = [];
        RoutePath.Check(key, faults);
        if (faults.Count > 0)
            await Problem.Of(faults).WriteAsync(context);
        else if (await registry.DeleteOverrideAsync(key, context.RequestAborted))
            context.Response.StatusCode = StatusCodes.Status204NoContent;
        else
            await Unknown(key).WriteAsync(context);
    }

    private static bool MayBeAbsent(HttpContext context, List<FieldFault> faults)
    {
        string? absent = QueryText.Single(context, "absent", faults);
        if (absent is not (null or "true" or "false"))
            faults.Add(new FieldFault("absent", $"'{absent}' is neither 'true' nor 'false'"));
        return absent == "true";
    }

    private static Problem Unknown(InstanceKey key) =>
        new(ProblemKind.UnknownOverride, $"The instance '{key.Id}' of '{key.Service}' has no override.");

    private Task WriteAsync(HttpContext context, InstanceKey key, InstanceOverride value, OverrideStatus status)
    {
        switch (status)
        {
            case OverrideStatus.UnknownInstance:
                return InstanceAnswer.Unknown(key).WriteAsync(context);
            case OverrideStatus.TooMany:
                return new Problem(
                    ProblemKind.LimitReached,
                    $"The registry has {registry.Options.MaxOverrides} overrides, as many as it may have; delete those of instances that are gone.")
                    .WriteAsync(context);
            case OverrideStatus.Created:
                context.Response.Headers.Location = $"/v1/services/{key.Service}/instances/{key.Id}/override";
                return JsonAnswer.WriteAsync(context, StatusCodes.Status201Created, value, OverrideJson.Write);
            default:
                return JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, value, OverrideJson.Write);
        }
    }
}
