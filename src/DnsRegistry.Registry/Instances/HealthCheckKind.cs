namespace DnsRegistry.Registry.Instances;

/// <summary>The ways to check an instance.</summary>
public enum HealthCheckKind
{
    /// <summary>A TCP connection is taken.</summary>
    Tcp,

    /// <summary>A GET is answered with 2xx.</summary>
    Http,

    /// <summary>The gRPC health service says SERVING.</summary>
    Grpc,
}
