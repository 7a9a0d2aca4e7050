using DnsRegistry.Api.Http;
using DnsRegistry.Api.Json;
using DnsRegistry.Api.Problems;
using DnsRegistry.Api.Registrations;
using DnsRegistry.Registry;
using DnsRegistry.Registry.Ejection;
using DnsRegistry.Registry.Instances;
using DnsRegistry.Registry.Validation;
using Microsoft.AspNetCore.Http;

namespace DnsRegistry.Api.Reports;

/// <summary>The call with which callers of an instance say how it did.</summary>
/// <param name="registry">Counts the reports.</param>
/// <param name="ejection">Writes how the instance stands.</param>
internal sealed class ReportEndpoint(ServiceRegistry registry, EjectionStateJson ejection)
{
    /// <summary><c>POST …/instances/{id}/reports</c>.</summary>
    public async Task ReportAsync(HttpContext context, RequestBody body)
    {
        List<FieldFault> faults = [];
        InstanceKey key = RoutePath.Key(context, faults);
        var said = ReportReader.Read(body.Octets, faults);
        if (faults.Count > 0)
            await Problem.Of(faults).WriteAsync(context);
        else if (!registry.IsLoaded)
            await new Problem(ProblemKind.NotLoaded).WriteAsync(context);
        else if (registry.Find(key) is not ServiceInstance instance)
            await InstanceAnswer.Unknown(key).WriteAsync(context);
        else
            await WriteAsync(context, instance, new OutcomeReport(said.IsFailure, said.Count, Reporter.Of(context)));
    }

    private async Task WriteAsync(HttpContext context, ServiceInstance instance, OutcomeReport report)
    {
        EjectionView view = await registry.ReportAsync(instance, report, context.RequestAborted);
        await JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, (instance, view, ejection), static (writer, answer) =>
        {
            writer.WriteStartObject();
            writer.WriteString("health"u8, HealthJson.Word(answer.instance));
            writer.WriteNumber("failuresInARow"u8, answer.view.FailuresInARow);
            writer.WriteNumber("reporters"u8, answer.view.Reporters);
            answer.ejection.Write(writer, answer.view);
            writer.WriteEndObject();
        });
    }
}
