namespace DnsRegistry.Registry.Ejection;

/// <summary>When the instances of a service are taken out because callers report failures, and for how long.</summary>
public sealed record EjectionPolicy
{
    /// <summary>The most reporters that a policy can ask for.</summary>
    public const int MaxReporters = 16;

    /// <summary>The longest window and the longest ejection in seconds.</summary>
    public const int MaxWindowSeconds = 3600;

    /// <summary>The longest ejection in seconds: a day.</summary>
    public const int MaxEjectionSeconds = 86_400;

    /// <summary>What holds for a service that sets nothing.</summary>
    public static EjectionPolicy Default { get; } = new();

    /// <summary>Whether anything is taken out at all.</summary>
    public bool IsEnabled { get; init; } = true;

    /// <summary>Failures in a row, no two further apart than the window; 0 switches this rule off.</summary>
    public int ConsecutiveFailures { get; init; } = 5;

    /// <summary>The share of failures among the reports of the window, 0 to 1; 0 switches this rule off.</summary>
    public double FailureShare { get; init; } = 0.5;

    /// <summary>How long a report counts.</summary>
    public int WindowSeconds { get; init; } = 30;

    /// <summary>Reports that the window must have before their share says anything.</summary>
    public int LeastReports { get; init; } = 20;

    /// <summary>Different callers that must have seen failures: what is wrong may be wrong with the caller.</summary>
    public int Reporters { get; init; } = 2;

    /// <summary>The first ejection; each further one is twice as long.</summary>
    public int BaseSeconds { get; init; } = 30;

    /// <summary>The longest one.</summary>
    public int MaxSeconds { get; init; } = 300;

    /// <summary>The share of a service's instances that may be ejected at once, 0 to 1. One may always, of two or more.</summary>
    public double MaxShare { get; init; } = 0.3;

    /// <summary>How long the nth ejection in a row lasts.</summary>
    public long MillisecondsOf(int ejection)
    {
        const int MostDoublings = 17; // more than there are between a second and a day
        return 1000 * Math.Min((long)BaseSeconds << Math.Min(ejection - 1, MostDoublings), MaxSeconds);
    }
}
