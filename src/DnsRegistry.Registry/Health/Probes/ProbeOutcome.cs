namespace DnsRegistry.Registry.Health.Probes;

/// <summary>What one check found.</summary>
/// <param name="HasPassed">Whether the instance is well.</param>
/// <param name="Text">What was seen, for people: it never holds anything that the checked instance wrote.</param>
public readonly record struct ProbeOutcome(bool HasPassed, string Text)
{
    /// <summary>The instance is well.</summary>
    public static ProbeOutcome Passed(string text) => new(true, text);

    /// <summary>The instance is not well.</summary>
    public static ProbeOutcome Failed(string text) => new(false, text);
}
