namespace DnsRegistry.Registry.Instances;

/// <summary>A check that the server makes of an instance.</summary>
/// <param name="Kind">What is asked.</param>
/// <param name="Target">Address and port for TCP and gRPC, a URL for HTTP.</param>
/// <param name="IntervalSeconds">Seconds from one check to the next, 1 to 3600.</param>
public sealed record HealthCheck(HealthCheckKind Kind, string Target, int IntervalSeconds);
