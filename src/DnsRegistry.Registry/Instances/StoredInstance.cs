namespace DnsRegistry.Registry.Instances;

/// <summary>One registration as it is kept on disk.</summary>
/// <param name="Registration">What the client said.</param>
/// <param name="Generation">
/// Which registration of this instance it is: it grows with every one, so an older process can be told from a newer.
/// </param>
/// <param name="Revision">The revision of the registry that wrote it.</param>
/// <param name="RegisteredAt">When, in UTC.</param>
/// <param name="Owner">The token that registered it, or null where nobody has to show one.</param>
public sealed record StoredInstance(
    Registration Registration, long Generation, long Revision, DateTimeOffset RegisteredAt, string? Owner)
{
    /// <summary>Which instance this is.</summary>
    public InstanceKey Key => Registration.Key;
}
