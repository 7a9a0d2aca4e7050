namespace DnsRegistry.Registry.Instances;

/// <summary>Who asks for a change: what decides whose instances it may touch.</summary>
/// <param name="Owner">The name of the caller's token; null for one who showed none.</param>
/// <param name="IsAdmin">Whether it may change what others own.</param>
public readonly record struct Caller(string? Owner, bool IsAdmin = false)
{
    /// <summary>A caller who may change what it owns, and what nobody owns.</summary>
    public static implicit operator Caller(string? owner) => new(owner);

    /// <summary>Who owns what this caller registers. One who acts for others takes nothing away from them.</summary>
    /// <param name="former">The owner so far, or null.</param>
    internal string? OwnerAfter(string? former) => IsAdmin ? former ?? Owner : Owner;
}
