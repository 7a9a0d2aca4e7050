using DnsRegistry.Registry.Instances;

namespace DnsRegistry.Api.Access;

/// <summary>What a token may do. The secret itself is nowhere: only whoever holds it has it.</summary>
public sealed record AccessToken
{
    /// <summary>Its name, by which people know it and which owns what it registers. A new secret keeps the name.</summary>
    public required string Name { get; init; }

    /// <summary>The part of the secret by which it is found.</summary>
    public required string Id { get; init; }

    /// <summary>The SHA-256 of the secret.</summary>
    public required ReadOnlyMemory<byte> Hash { get; init; }

    /// <summary>It may look at services whose names begin with one of these; the empty prefix is all.</summary>
    public IReadOnlyList<string> Read { get; init; } = [];

    /// <summary>It may change, and look at, services whose names begin with one of these.</summary>
    public IReadOnlyList<string> Write { get; init; } = [];

    /// <summary>Whether it may do everything, also to what other tokens own.</summary>
    public bool IsAdmin { get; init; }

    /// <summary>When it ends; null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The caller that it makes of a request.</summary>
    internal Caller Caller => new(Name, IsAdmin);

    /// <summary>Whether it may look at a service.</summary>
    internal bool MayRead(string service) => IsAdmin || HasPrefixOf(service, Read) || HasPrefixOf(service, Write);

    /// <summary>
    /// Whether it may look at whatever another token may look at. A service that begins with a prefix begins with what the
    /// prefix begins with, so a prefix is asked about as a service is.
    /// </summary>
    internal bool SeesAllOf(AccessToken other) =>
        other.IsAdmin ? MayRead("") : other.Read.All(MayRead) && other.Write.All(MayRead);

    /// <summary>Whether it may change a service.</summary>
    internal bool MayWrite(string service) => IsAdmin || HasPrefixOf(service, Write);

    /// <summary>Whether it has come to its end.</summary>
    internal bool IsOver(DateTimeOffset now) => ExpiresAt is { } end && end <= now;

    private static bool HasPrefixOf(string service, IReadOnlyList<string> prefixes)
    {
        for (int i = 0; i < prefixes.Count; i++)
        {
            if (service.StartsWith(prefixes[i], StringComparison.Ordinal))
                return true;
        }

        return false;
    }
}
