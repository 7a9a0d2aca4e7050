using DnsRegistry.Api.Access;
using DnsRegistry.Api.Http;
using DnsRegistry.Api.Json;
using DnsRegistry.Api.Problems;
using DnsRegistry.Registry;
using DnsRegistry.Registry.Instances;
using DnsRegistry.Registry.Outcomes;
using DnsRegistry.Registry.Validation;
using Microsoft.AspNetCore.Http;

namespace DnsRegistry.Api.Heartbeats;

/// <summary><c>POST /v1/heartbeats</c>: many leases renewed by one call.</summary>
/// <param name="registry">Who is registered.</param>
internal sealed class BulkHeartbeatEndpoint(ServiceRegistry registry)
{
    /// <summary>Renews all that are known and names the others.</summary>
    public async Task RenewAsync(HttpContext context, RequestBody body)
    {
        using var heartbeats = new HeartbeatList();
        List<FieldFault> faults = [];
        BulkHeartbeatReader.Read(body.Octets, heartbeats, faults);
        if (faults.Count > 0)
        {
            await Problem.Of(faults).WriteAsync(context);
            return;
        }

        var tally = new HeartbeatTally();
        await RenewAllAsync(heartbeats, tally, context.Token(), context.RequestAborted);
        await JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, tally, static (writer, tally) => tally.WriteTo(writer));
    }

    /// <summary>Instances that have to come back into DNS wait for the store; all of one call wait together.</summary>
    private async Task RenewAllAsync(
        HeartbeatList heartbeats, HeartbeatTally tally, AccessToken? token, CancellationToken cancellationToken)
    {
        Caller caller = token?.Caller ?? default;
        List<(InstanceKey Key, Task<RenewOutcome> Outcome)>? waiting = null;
        for (int i = 0; i < heartbeats.Count; i++)
        {
            (InstanceKey key, long? generation) = heartbeats[i];
            if (token is not null && !token.MayWrite(key.Service))
            {
                tally.AddForbidden(key);
                continue;
            }

            ValueTask<RenewOutcome> renewal = registry.RenewAsync(key, generation, caller, cancellationToken);
            if (renewal.IsCompletedSuccessfully)
                tally.Add(key, renewal.Result.Status);
            else
                (waiting ??= []).Add((key, renewal.AsTask()));
        }

        if (waiting is null)
            return;

        await Task.WhenAll(waiting.Select(one => one.Outcome));
        foreach ((InstanceKey key, Task<RenewOutcome> outcome) in waiting)
            tally.Add(key, (await outcome).Status);
    }
}
