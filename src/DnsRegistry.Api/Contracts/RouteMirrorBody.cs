namespace DnsRegistry.Api.Contracts;

/// <summary>Where queries are copied to.</summary>
internal sealed record RouteMirrorBody
{
    /// <summary>Address and port of a DNS server, such as <c>10.0.0.53:53</c>.</summary>
    public required string To { get; init; }
}
