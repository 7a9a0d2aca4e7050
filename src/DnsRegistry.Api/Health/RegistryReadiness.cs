using DnsRegistry.Registry;

namespace DnsRegistry.Api.Health;

/// <summary>The registry is ready once everything stored is loaded.</summary>
/// <param name="registry">The registry.</param>
internal sealed class RegistryReadiness(ServiceRegistry registry) : IReadiness
{
    /// <inheritdoc/>
    public string? Reason => registry.IsLoaded ? null : "The registrations are still being loaded.";
}
