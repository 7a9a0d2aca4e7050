using DnsRegistry.Api.Http;
using DnsRegistry.Api.Json;
using DnsRegistry.Api.Problems;
using DnsRegistry.Registry;
using DnsRegistry.Registry.Services;
using DnsRegistry.Registry.Validation;
using Microsoft.AspNetCore.Http;

namespace DnsRegistry.Api.Settings;

/// <summary>The calls about what is set for a service as a whole.</summary>
/// <param name="registry">Keeps the settings.</param>
internal sealed class SettingsEndpoints(ServiceRegistry registry)
{
    /// <summary><c>PUT …/settings</c>.</summary>
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
        ServiceSettings settings = SettingsReader.Read(body.Octets, faults);
        if (faults.Count > 0)
        {
            await Problem.Of(faults).WriteAsync(context);
            return;
        }

        (bool isNew, StoredSettings stored) = await registry.PutSettingsAsync(service, settings, context.RequestAborted);
        if (isNew)
            context.Response.Headers.Location = $"/v1/services/{service}/settings";
        await WriteAsync(context, isNew ? StatusCodes.Status201Created : StatusCodes.Status200OK, stored.Settings);
    }

    /// <summary><c>GET …/settings</c>.</summary>
    public Task GetAsync(HttpContext context)
    {
        List<FieldFault> faults = [];
        string service = RoutePath.Service(context, faults);
        if (faults.Count > 0)
            return Problem.Of(faults).WriteAsync(context);
        if (!registry.IsLoaded)
            return new Problem(ProblemKind.NotLoaded).WriteAsync(context);
        return registry.FindService(service)?.Settings is StoredSettings stored
            ? WriteAsync(context, StatusCodes.Status200OK, stored.Settings)
            : Unknown(service).WriteAsync(context);
    }

    /// <summary><c>DELETE …/settings</c>.</summary>
    public async Task DeleteAsync(HttpContext context)
    {
        List<FieldFault> faults = [];
        string service = RoutePath.Service(context, faults);
        if (faults.Count > 0)
            await Problem.Of(faults).WriteAsync(context);
        else if (await registry.DeleteSettingsAsync(service, context.RequestAborted))
            context.Response.StatusCode = StatusCodes.Status204NoContent;
        else
            await Unknown(service).WriteAsync(context);
    }

    private static Problem Unknown(string service) => new(ProblemKind.UnknownSettings, $"Nothing is set for the service '{service}'.");

    private static Task WriteAsync(HttpContext context, int status, ServiceSettings settings) =>
        JsonAnswer.WriteAsync(context, status, settings, SettingsJson.Write);
}
