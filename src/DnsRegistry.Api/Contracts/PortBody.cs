namespace DnsRegistry.Api.Contracts;

/// <summary>A port that is found by its name: a number for TCP, or an object that says the protocol.</summary>
internal sealed record PortBody;
