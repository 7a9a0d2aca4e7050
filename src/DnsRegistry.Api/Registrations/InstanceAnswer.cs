using DnsRegistry.Api.Json;
using DnsRegistry.Api.Problems;
using DnsRegistry.Registry;
using DnsRegistry.Registry.Instances;
using DnsRegistry.Registry.Outcomes;
using Microsoft.AspNetCore.Http;

namespace DnsRegistry.Api.Registrations;

/// <summary>Turns what the registry says about one instance into an HTTP answer.</summary>
/// <param name="json">Writes the instance.</param>
/// <param name="options">The limits that a refusal names.</param>
internal sealed class InstanceAnswer(InstanceJson json, RegistryOptions options)
{
    /// <summary>Answers with the instance.</summary>
    public Task WriteAsync(HttpContext context, int status, ServiceInstance instance) =>
        JsonAnswer.WriteAsync(context, status, (json, instance), static (writer, state) => state.json.Write(writer, state.instance));

    /// <summary>Answers a registration: 201 with the place of a new instance, 200 for a known one, or the refusal.</summary>
    public Task WriteAsync(HttpContext context, InstanceKey key, RegisterOutcome outcome)
    {
        // Those who share a commit are answered in a row.
        ProcessorTurn.OfferBetweenCalls();
        if (RefusalOf(outcome.Status, key) is Problem refusal)
            return refusal.WriteAsync(context);
        if (outcome.Status == RegisterStatus.Replaced)
            return WriteAsync(context, StatusCodes.Status200OK, outcome.Instance!);

        context.Response.Headers.Location = $"/v1/services/{key.Service}/instances/{key.Id}";
        return WriteAsync(context, StatusCodes.Status201Created, outcome.Instance!);
    }

    /// <summary>Answers a heartbeat.</summary>
    public Task WriteAsync(HttpContext context, InstanceKey key, RenewOutcome outcome) => outcome.Status switch
    {
        RenewStatus.Renewed => WriteAsync(context, StatusCodes.Status200OK, outcome.Instance!),
        RenewStatus.Unknown => Unknown(key).WriteAsync(context),
        RenewStatus.OtherGeneration => OtherGeneration(key, outcome.Instance?.Stored.Generation).WriteAsync(context),
        RenewStatus.OwnedByAnother => NotOwner(key).WriteAsync(context),
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome.Status, "has no answer"),
    };

    /// <summary>Why a registration was refused; null when it was not.</summary>
    public Problem? RefusalOf(RegisterStatus status, InstanceKey key) => status switch
    {
        RegisterStatus.Created or RegisterStatus.Replaced => null,
        RegisterStatus.OwnedByAnother => NotOwner(key),
        RegisterStatus.ServiceIsFull => new Problem(
            ProblemKind.LimitReached,
            $"The service '{key.Service}' has {options.MaxInstancesPerService} instances, as many as it may have."),
        RegisterStatus.RegistryIsFull => new Problem(
            ProblemKind.LimitReached,
            $"The registry has {options.MaxInstances} instances, as many as it may have."),
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "has no answer"),
    };

    /// <summary>No such instance.</summary>
    public static Problem Unknown(InstanceKey key) =>
        new(ProblemKind.UnknownInstance, $"The service '{key.Service}' has no instance '{key.Id}'.");

    /// <summary>The caller speaks for an older registration.</summary>
    public static Problem OtherGeneration(InstanceKey key, long? current) => new(
        ProblemKind.GenerationMismatch,
        current is null
            ? $"The instance '{key.Id}' of '{key.Service}' has another generation."
            : $"The instance '{key.Id}' of '{key.Service}' has generation {current}.");

    /// <summary>The caller speaks for somebody else's instance.</summary>
    public static Problem NotOwner(InstanceKey key) =>
        new(ProblemKind.NotOwner, $"The instance '{key.Id}' of '{key.Service}' was registered with another token.");
}
