namespace DnsRegistry.Registry.Instances;

/// <summary>One registration as it is kept on disk. In memory it lies within its <see cref="ServiceInstance"/>.</summary>
/// <param name="Registration">What the client said.</param>
/// <param name="Generation">
/// Which registration of this instance it is: it grows with every one, so an older process can be told from a newer.
/// </param>
/// <param name="Revision">The revision of the registry that wrote it.</param>
/// <param name="RegisteredAt">When, in UTC.</param>
/// <param name="Owner">The token that registered it, or null where nobody has to show one.</param>
public readonly record struct StoredInstance(
    Registration Registration, long Generation, long Revision, DateTimeOffset RegisteredAt, string? Owner)
{
    private readonly long _registeredAtTicks = RegisteredAt.UtcTicks;

    /// <summary>When, in UTC.</summary>
    public DateTimeOffset RegisteredAt
    {
        get => new(_registeredAtTicks, TimeSpan.Zero);
        init => _registeredAtTicks = value.UtcTicks;
    }

    /// <summary>Which instance this is.</summary>
    public InstanceKey Key => Registration.Key;
}
