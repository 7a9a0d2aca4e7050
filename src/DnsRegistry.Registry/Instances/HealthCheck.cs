namespace DnsRegistry.Registry.Instances;

/// <summary>A check that the server makes of an instance.</summary>
/// <param name="Kind">What is asked.</param>
/// <param name="Target">Host and port for TCP and gRPC, there behind <see cref="TlsPrefix"/> for TLS; a URL for HTTP.</param>
/// <param name="IntervalSeconds">Seconds from one check to the next, 1 to 3600.</param>
public sealed record HealthCheck(HealthCheckKind Kind, string Target, int IntervalSeconds)
{
    /// <summary>What a target of gRPC begins with that is asked over TLS.</summary>
    public const string TlsPrefix = "https://";

    /// <summary>The timeout of a check that gives none, unless its interval is shorter still.</summary>
    public const int DefaultTimeoutSeconds = 3;

    /// <summary>The longest timeout.</summary>
    public const int MaxTimeoutSeconds = 60;

    /// <summary>Failures in a row that take an instance out, where a check does not say.</summary>
    public const int DefaultFailures = 3;

    /// <summary>Passes in a row that bring it back, where a check does not say.</summary>
    public const int DefaultPasses = 2;

    /// <summary>Failures, or passes, in a row that a check may ask for.</summary>
    public const int MaxInARow = 10;

    /// <summary>Seconds that an answer may take, 1 to 60 and no longer than the interval.</summary>
    public int TimeoutSeconds { get; init; } = TimeoutOf(IntervalSeconds);

    /// <summary>Failures in a row that take the instance out.</summary>
    public int Failures { get; init; } = DefaultFailures;

    /// <summary>Passes in a row that bring it back.</summary>
    public int Passes { get; init; } = DefaultPasses;

    /// <summary>The timeout of a check that gives none.</summary>
    public static int TimeoutOf(int intervalSeconds) => Math.Min(intervalSeconds, DefaultTimeoutSeconds);
}
