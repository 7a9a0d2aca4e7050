using DnsRegistry.Api.Documents;
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
    : DocumentEndpoints<InstanceKey, (InstanceOverride Value, bool MayBeAbsent), InstanceOverride>(registry)
{
    /// <inheritdoc/>
    protected override InstanceKey KeyOf(HttpContext context, List<FieldFault> faults) => RoutePath.Key(context, faults);

    /// <inheritdoc/>
    protected override string PathOf(InstanceKey key) => $"/v1/services/{key.Service}/instances/{key.Id}/override";

    /// <inheritdoc/>
    protected override (InstanceOverride Value, bool MayBeAbsent) Read(
        HttpContext context, ReadOnlySpan<byte> octets, List<FieldFault> faults)
    {
        string? absent = QueryText.Single(context, "absent", faults);
        if (absent is not (null or "true" or "false"))
            faults.Add(new FieldFault("absent", $"'{absent}' is neither 'true' nor 'false'"));
        return (OverrideReader.Read(octets, faults), absent == "true");
    }

    /// <inheritdoc/>
    protected override async ValueTask<DocumentOutcome<InstanceOverride>> PutAsync(
        InstanceKey key, (InstanceOverride Value, bool MayBeAbsent) draft, CancellationToken cancellationToken)
    {
        OverrideStatus status = await Registry.PutOverrideAsync(key, draft.Value, draft.MayBeAbsent, cancellationToken);
        Problem? refusal = status switch
        {
            OverrideStatus.UnknownInstance => InstanceAnswer.Unknown(key),
            OverrideStatus.TooMany => new Problem(
                ProblemKind.LimitReached,
                $"The registry has {Registry.Options.MaxOverrides} overrides, as many as it may have; "
                + "delete those of instances that are gone."),
            _ => null,
        };
        return new DocumentOutcome<InstanceOverride>(status == OverrideStatus.Created, draft.Value, refusal);
    }

    /// <inheritdoc/>
    protected override InstanceOverride? Find(InstanceKey key) => Registry.FindOverride(key);

    /// <inheritdoc/>
    protected override ValueTask<bool> DeleteAsync(InstanceKey key, CancellationToken cancellationToken) =>
        Registry.DeleteOverrideAsync(key, cancellationToken);

    /// <inheritdoc/>
    protected override Problem Unknown(InstanceKey key) =>
        new(ProblemKind.UnknownOverride, $"The instance '{key.Id}' of '{key.Service}' has no override.");

    /// <inheritdoc/>
    protected override Task WriteAsync(HttpContext context, int status, InstanceOverride value) =>
        JsonAnswer.WriteAsync(context, status, value, OverrideJson.Write);
}
