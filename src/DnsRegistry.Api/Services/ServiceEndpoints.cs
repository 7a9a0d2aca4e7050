using System.Text.Json;
using DnsRegistry.Api.Access;
using DnsRegistry.Api.Http;
using DnsRegistry.Api.Json;
using DnsRegistry.Api.Problems;
using DnsRegistry.Api.Registrations;
using DnsRegistry.Api.Settings;
using DnsRegistry.Api.Watch;
using DnsRegistry.Registry;
using DnsRegistry.Registry.Instances;
using DnsRegistry.Registry.Leases.Guarding;
using DnsRegistry.Registry.Services;
using DnsRegistry.Registry.Validation;
using Microsoft.AspNetCore.Http;

namespace DnsRegistry.Api.Services;

/// <summary>The lists.</summary>
internal sealed class ServiceEndpoints
{
    private readonly ServiceRegistry _registry;
    private readonly InstanceJson _json;
    private readonly LongPolls _polls;
    private readonly ListAnswer _writeServices;
    private readonly ListAnswer _writeService;
    private readonly ListAnswer _writeInstances;

    /// <summary>The lists of a registry.</summary>
    /// <param name="registry">Who is registered.</param>
    /// <param name="json">Writes instances.</param>
    /// <param name="polls">Lets those wait who have seen what there is.</param>
    public ServiceEndpoints(ServiceRegistry registry, InstanceJson json, LongPolls polls)
    {
        _registry = registry;
        _json = json;
        _polls = polls;
        _writeServices = (context, _, query) => WriteServicesAsync(context, query);
        _writeService = (context, name, query) => WriteServiceAsync(context, name!, query);
        _writeInstances = (context, name, query) => WriteInstancesAsync(context, name!, query);
    }

    /// <summary>
    /// <c>GET /v1/services</c>. With a filter, services without a fitting instance are left out, and always those that the
    /// caller may not see.
    /// </summary>
    public Task ListServicesAsync(HttpContext context)
    {
        List<FieldFault> faults = [];
        var query = ListQuery.Read(context, CursorKind.Service, faults);
        if (RefusalOf(faults) is Problem refusal)
            return refusal.WriteAsync(context);

        return _polls.AnswerAsync(context, query, service: null, _writeServices);
    }

    /// <summary><c>GET /v1/services/{service}</c>: its summary, its settings and its instances.</summary>
    public Task GetServiceAsync(HttpContext context)
    {
        List<FieldFault> faults = [];
        string name = RoutePath.Service(context, faults);
        var query = ListQuery.Read(context, CursorKind.Instance, faults);
        if (RefusalOf(faults) is Problem refusal)
            return refusal.WriteAsync(context);

        return _polls.AnswerAsync(context, query, name, _writeService);
    }

    /// <summary><c>GET /v1/services/{service}/instances</c>. An unknown service has none.</summary>
    public Task ListInstancesAsync(HttpContext context)
    {
        List<FieldFault> faults = [];
        string name = RoutePath.Service(context, faults);
        var query = ListQuery.Read(context, CursorKind.Instance, faults);
        if (RefusalOf(faults) is Problem refusal)
            return refusal.WriteAsync(context);

        return _polls.AnswerAsync(context, query, name, _writeInstances);
    }

    private Task WriteServicesAsync(HttpContext context, ListQuery query)
    {
        var page = _registry.At(index => Page<(string Name, ServiceSummary Summary)>.Take(
            index, Summaries(context, query), query.Limit, item => Cursor.Write(CursorKind.Service, item.Name)));
        return JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, page, static (writer, page) =>
        {
            writer.WriteStartObject();
            page.WriteFields(writer, static (writer, item) =>
            {
                writer.WriteStartObject();
                item.Summary.WriteFields(writer);
                writer.WriteEndObject();
            });
            writer.WriteEndObject();
        });
    }

    private Task WriteServiceAsync(HttpContext context, string name, ListQuery query)
    {
        (long index, ServiceView? found) = _registry.At(index => (index, _registry.FindService(name)));
        if (found is not ServiceView service)
            return new Problem(ProblemKind.UnknownService, $"The service '{name}' has neither instances nor settings.").WriteAsync(context);

        Page<ServiceInstance> page = Instances(index, service, query);
        var summary = new ServiceSummary(service, query.Filter, _json);
        return JsonAnswer.WriteAsync(
            context, StatusCodes.Status200OK, (json: _json, service, summary, page, _registry.Guard), static (writer, state) =>
        {
            writer.WriteStartObject();
            state.summary.WriteFields(writer);
            writer.WritePropertyName("settings"u8);
            SettingsJson.Write(writer, state.service.Settings?.Settings);
            WriteGuard(writer, state.Guard, state.service);
            state.page.WriteFields(writer, state.json.Write);
            writer.WriteEndObject();
        });
    }

    private Task WriteInstancesAsync(HttpContext context, string name, ListQuery query)
    {
        Page<ServiceInstance> page = _registry.At(index => Instances(index, _registry.FindService(name), query));
        return JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, (json: _json, page), static (writer, state) =>
        {
            writer.WriteStartObject();
            state.page.WriteFields(writer, state.json.Write);
            writer.WriteEndObject();
        });
    }

    private static void WriteGuard(Utf8JsonWriter writer, GuardView? guard, ServiceView service)
    {
        if (guard is null)
        {
            writer.WriteNull("guard"u8);
            return;
        }

        writer.WriteStartObject("guard"u8);
        writer.WriteNumber("held"u8, service.Instances.Count(instance => instance.IsHeld));
        writer.WriteString("since"u8, guard.Since.UtcDateTime);
        writer.WriteEndObject();
    }

    private Problem? RefusalOf(List<FieldFault> faults)
    {
        if (faults.Count > 0)
            return Problem.Of(faults);
        return _registry.IsLoaded ? null : new Problem(ProblemKind.NotLoaded);
    }

    private IEnumerable<(string Name, ServiceSummary Summary)> Summaries(HttpContext context, ListQuery query) =>
        _registry.ServiceNames()
            .Behind(query.After, name => name)
            .Where(context.MayRead)
            .Select(name => (Name: name, Service: _registry.FindService(name)))
            .Where(found => found.Service is not null)
            .Select(found => (found.Name, Summary: new ServiceSummary(found.Service!, query.Filter, _json)))
            .Where(item => query.Filter.IsOpen || item.Summary.Instances > 0);

    private static Page<ServiceInstance> Instances(long index, ServiceView? service, ListQuery query)
    {
        IEnumerable<ServiceInstance> fitting = (service?.Instances ?? [])
            .Behind(query.After, instance => instance.Key.Id)
            .Where(query.Filter.Fits);
        return Page<ServiceInstance>.Take(index, fitting, query.Limit, last => Cursor.Write(CursorKind.Instance, last.Key.Id));
    }
}
