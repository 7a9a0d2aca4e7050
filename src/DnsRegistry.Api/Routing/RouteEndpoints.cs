using DnsRegistry.Api.Documents;
using DnsRegistry.Api.Http;
using DnsRegistry.Api.Json;
using DnsRegistry.Api.Problems;
using DnsRegistry.Registry;
using DnsRegistry.Registry.Services;
using DnsRegistry.Registry.Validation;
using DnsRegistry.Zones;
using DnsRegistry.Zones.Routes;
using Microsoft.AspNetCore.Http;

namespace DnsRegistry.Api.Routing;

/// <summary>The calls about the route rules of a service.</summary>
/// <param name="registry">Keeps the rules.</param>
/// <param name="zones">Knows which zones clients are in.</param>
/// <param name="time">Knows which faults are over.</param>
internal sealed class RouteEndpoints(ServiceRegistry registry, ZonePublisher zones, TimeProvider time)
    : DocumentEndpoints<string, IReadOnlyList<RouteRule>, StoredRoutes>(registry)
{
    /// <inheritdoc/>
    protected override string KeyOf(HttpContext context, List<FieldFault> faults) => RoutePath.Service(context, faults);

    /// <inheritdoc/>
    protected override string PathOf(string service) => $"/v1/services/{service}/routes";

    /// <inheritdoc/>
    protected override IReadOnlyList<RouteRule> Read(HttpContext context, ReadOnlySpan<byte> octets, List<FieldFault> faults) =>
        RouteListReader.Read(octets, faults);

    /// <inheritdoc/>
    protected override async ValueTask<DocumentOutcome<StoredRoutes>> PutAsync(
        string service, IReadOnlyList<RouteRule> rules, CancellationToken cancellationToken)
    {
        (bool isNew, StoredRoutes stored) = await Registry.PutRoutesAsync(service, rules, cancellationToken);
        return new DocumentOutcome<StoredRoutes>(isNew, stored);
    }

    /// <inheritdoc/>
    protected override StoredRoutes? Find(string service) => Registry.FindService(service)?.Routes;

    /// <inheritdoc/>
    protected override ValueTask<bool> DeleteAsync(string service, CancellationToken cancellationToken) =>
        Registry.DeleteRoutesAsync(service, cancellationToken);

    /// <inheritdoc/>
    protected override Problem Unknown(string service) =>
        new(ProblemKind.UnknownRoutes, $"The service '{service}' has no route rules.");

    /// <inheritdoc/>
    protected override Task WriteAsync(HttpContext context, int status, StoredRoutes stored)
    {
        IReadOnlyList<string> warnings = RouteWarnings.Of(
            stored.Rules,
            Registry.FindService(stored.Service)?.Instances ?? [],
            zones.Current.Clients.Zones,
            time.GetUtcNow());
        return JsonAnswer.WriteAsync(context, status, new RouteListAnswer(stored, warnings), RouteJson.Write);
    }
}
