using System.Net;

namespace DnsRegistry.Host.Configuration;

/// <summary>The <c>Checks</c> section.</summary>
internal sealed record CheckSettings
{
    /// <summary>Whether the checks that registrations ask for are made.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>The networks that checks may go to; none means every address but link-local ones.</summary>
    public IReadOnlyList<IPNetwork> Allow { get; init; } = [];
}
