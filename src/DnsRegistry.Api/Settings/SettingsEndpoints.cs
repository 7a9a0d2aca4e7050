using DnsRegistry.Api.Documents;
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
    : DocumentEndpoints<string, ServiceSettings, StoredSettings>(registry)
{
    /// <inheritdoc/>
    protected override string KeyOf(HttpContext context, List<FieldFault> faults) => RoutePath.Service(context, faults);

    /// <inheritdoc/>
    protected override string PathOf(string service) => $"/v1/services/{service}/settings";

    /// <inheritdoc/>
    protected override ServiceSettings Read(HttpContext context, ReadOnlySpan<byte> octets, List<FieldFault> faults) =>
        SettingsReader.Read(octets, faults);

    /// <inheritdoc/>
    protected override async ValueTask<DocumentOutcome<StoredSettings>> PutAsync(
        string service, ServiceSettings settings, CancellationToken cancellationToken)
    {
        (bool isNew, StoredSettings stored) = await Registry.PutSettingsAsync(service, settings, cancellationToken);
        return new DocumentOutcome<StoredSettings>(isNew, stored);
    }

    /// <inheritdoc/>
    protected override StoredSettings? Find(string service) => Registry.FindService(service)?.Settings;

    /// <inheritdoc/>
    protected override ValueTask<bool> DeleteAsync(string service, CancellationToken cancellationToken) =>
        Registry.DeleteSettingsAsync(service, cancellationToken);

    /// <inheritdoc/>
    protected override Problem Unknown(string service) =>
        new(ProblemKind.UnknownSettings, $"Nothing is set for the service '{service}'.");

    /// <inheritdoc/>
    protected override Task WriteAsync(HttpContext context, int status, StoredSettings stored) =>
        JsonAnswer.WriteAsync(context, status, stored.Settings, SettingsJson.Write);
}
