namespace DnsRegistry.Registry.Instances;

/// <summary>A port that is found by its name: <c>_name._protocol.&lt;service&gt;</c> (RFC 2782).</summary>
/// <param name="Name">The name without its underscore, one DNS label.</param>
/// <param name="Port">1 to 65535.</param>
/// <param name="Protocol">The transport.</param>
public sealed record NamedPort(string Name, int Port, PortProtocol Protocol);
