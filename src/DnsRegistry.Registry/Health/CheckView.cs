namespace DnsRegistry.Registry.Health;

/// <summary>What the last check of an instance found.</summary>
/// <param name="HasPassed">Whether the instance was well.</param>
/// <param name="Text">What was seen, for people.</param>
/// <param name="AtMilliseconds">When, on the monotonic clock.</param>
public sealed record CheckView(bool HasPassed, string Text, long AtMilliseconds);
