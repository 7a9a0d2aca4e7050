namespace DnsRegistry.Zones.Services;

/// <summary>Until when an answer about one instance is sure to hold.</summary>
public interface IAnswerLifetime
{
    /// <summary>The moment on the clock of <see cref="MonotonicTime"/>; <see cref="MonotonicTime.Never"/> where nothing ends it.</summary>
    long EndsAtMilliseconds { get; }
}
