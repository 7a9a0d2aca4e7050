using DnsRegistry.Api.Access;
using DnsRegistry.Api.Http;
using DnsRegistry.Api.Json;
using DnsRegistry.Api.Problems;
using DnsRegistry.Registry;
using DnsRegistry.Registry.Instances;
using DnsRegistry.Registry.Outcomes;
using DnsRegistry.Registry.Validation;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace DnsRegistry.Api.Registrations;

/// <summary>The calls about one instance: register, look, deregister.</summary>
/// <remarks>
/// What is asked of the registry is done a commit later, whether the client is still there or not: nobody looks meanwhile, since
/// that costs each call a token of its own.
/// </remarks>
/// <param name="registry">Who is registered.</param>
/// <param name="reader">Reads the bodies.</param>
/// <param name="answer">Writes the answers.</param>
/// <param name="time">Measures the drain.</param>
/// <param name="lifetime">Ends a wait when the server stops.</param>
internal sealed class InstanceEndpoints(
    ServiceRegistry registry, RegistrationReader reader, InstanceAnswer answer, TimeProvider time, IHostApplicationLifetime lifetime)
{
    private static readonly Problem s_stopping = new(
        ProblemKind.Stopping, "The instance is deregistered; the server cannot wait for the drain.");

    /// <summary><c>PUT …/instances/{id}</c>.</summary>
    public async Task RegisterAsync(HttpContext context, RequestBody body)
    {
        InstanceKey key = RoutePath.Key(context);
        List<FieldFault> faults = [];
        Registration registration = reader.Read(body.Octets, key, faults);
        if (faults.Count > 0)
        {
            await Problem.Of(faults).WriteAsync(context);
            return;
        }

        await answer.WriteAsync(context, key, await registry.RegisterAsync(registration, context.Caller(), CancellationToken.None));
    }

    /// <summary><c>GET …/instances/{id}</c>.</summary>
    public Task GetAsync(HttpContext context)
    {
        List<FieldFault> faults = [];
        InstanceKey key = RoutePath.Key(context, faults);
        if (faults.Count > 0)
            return Problem.Of(faults).WriteAsync(context);
        if (!registry.IsLoaded)
            return new Problem(ProblemKind.NotLoaded).WriteAsync(context);
        return registry.Find(key) is ServiceInstance instance
            ? answer.WriteAsync(context, StatusCodes.Status200OK, instance)
            : InstanceAnswer.Unknown(key).WriteAsync(context);
    }

    /// <summary><c>DELETE …/instances/{id}</c>.</summary>
    public async Task DeregisterAsync(HttpContext context)
    {
        List<FieldFault> faults = [];
        InstanceKey key = RoutePath.Key(context, faults);
        long? generation = QueryText.Generation(context, faults);
        string? wait = QueryText.Single(context, "wait", faults);
        if (wait is not (null or "drain"))
            faults.Add(new FieldFault("wait", $"'{wait}' is unknown; 'drain' is the only thing to wait for"));
        if (faults.Count > 0)
        {
            await Problem.Of(faults).WriteAsync(context);
            return;
        }

        DeregisterOutcome outcome = await registry.DeregisterAsync(key, generation, context.Caller(), CancellationToken.None);
        ProcessorTurn.OfferBetweenCalls();
        if (outcome.Status == DeregisterStatus.Removed && wait is not null && !await HasDrainedAsync(outcome.Drain, context))
            await s_stopping.WriteAsync(context);
        else
            await WriteAsync(context, key, outcome);
    }

    private static Task WriteAsync(HttpContext context, InstanceKey key, DeregisterOutcome outcome) => outcome.Status switch
    {
        DeregisterStatus.Removed => JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, outcome.Drain, static (writer, drain) =>
        {
            writer.WriteStartObject();
            writer.WriteNumber("drainMs"u8, (long)Math.Ceiling(drain.TotalMilliseconds));
            writer.WriteEndObject();
        }),
        DeregisterStatus.Unknown => InstanceAnswer.Unknown(key).WriteAsync(context),
        DeregisterStatus.OtherGeneration => InstanceAnswer.OtherGeneration(key, current: null).WriteAsync(context),
        DeregisterStatus.OwnedByAnother => InstanceAnswer.NotOwner(key).WriteAsync(context),
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome.Status, "has no answer"),
    };

    /// <returns><see langword="false"/> when the server stops before the time is over.</returns>
    private async Task<bool> HasDrainedAsync(TimeSpan drain, HttpContext context)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        try
        {
            await Task.Delay(drain, time, stop.Token);
            return true;
        }
        catch (OperationCanceledException) when (!context.RequestAborted.IsCancellationRequested)
        {
            return false;
        }
    }
}
