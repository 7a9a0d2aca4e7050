using DnsRegistry.Zones;
using DnsRegistry.Zones.Services;

namespace DnsRegistry.Testing;

/// <summary>Never ends.</summary>
public sealed class Forever : IAnswerLifetime
{
    /// <inheritdoc/>
    public long EndsAtMilliseconds => MonotonicTime.Never;
}
