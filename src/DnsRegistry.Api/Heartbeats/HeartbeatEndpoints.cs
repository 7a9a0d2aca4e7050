using DnsRegistry.Api.Access;
using DnsRegistry.Api.Http;
using DnsRegistry.Api.Problems;
using DnsRegistry.Api.Registrations;
using DnsRegistry.Registry;
using DnsRegistry.Registry.Instances;
using DnsRegistry.Registry.Outcomes;
using DnsRegistry.Registry.Validation;
using Microsoft.AspNetCore.Http;

namespace DnsRegistry.Api.Heartbeats;

/// <summary>The heartbeat of one instance, and the one that registers it if need be.</summary>
/// <param name="registry">Who is registered.</param>
/// <param name="reader">Reads the bodies.</param>
/// <param name="answer">Writes the answers.</param>
internal sealed class HeartbeatEndpoints(ServiceRegistry registry, RegistrationReader reader, InstanceAnswer answer)
{
    /// <summary><c>PUT …/instances/{id}/heartbeat</c>.</summary>
    public async Task RenewAsync(HttpContext context, RequestBody body)
    {
        InstanceKey key = RoutePath.Key(context);
        List<FieldFault> faults = [];
        long? generation = QueryText.Generation(context, faults);
        Registration? registration = null;
        if (body.Octets.IsEmpty)
            RoutePath.Check(key, faults);
        else
            registration = reader.Read(body.Octets, key, faults);

        if (faults.Count > 0)
            await Problem.Of(faults).WriteAsync(context);
        else if (registration is null)
            await answer.WriteAsync(context, key, await registry.RenewAsync(key, generation, context.Caller(), CancellationToken.None));
        else
            await UpsertAsync(context, registration, generation);
    }

    /// <summary>Only what is new or different is a registration; a body that says what is known already costs no write.</summary>
    private async Task UpsertAsync(HttpContext context, Registration registration, long? generation)
    {
        UpsertOutcome outcome = await registry.UpsertAsync(registration, generation, context.Caller(), CancellationToken.None);
        if (outcome.Renewal is RenewOutcome renewal)
            await answer.WriteAsync(context, registration.Key, renewal);
        else
            await answer.WriteAsync(context, registration.Key, outcome.Registration!.Value);
    }
}
