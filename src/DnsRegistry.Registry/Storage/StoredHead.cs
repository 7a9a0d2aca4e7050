using DnsRegistry.Wire.Records;

namespace DnsRegistry.Registry.Storage;

/// <summary>The counters that a commit leaves behind.</summary>
/// <param name="Revision">The revision of the last commit: it grows with every change of the registry, answers or not.</param>
/// <param name="Serial">The SOA serial of the registry's zones: it moves only when answers change.</param>
/// <param name="IsAnswerAsLoaded">
/// Whether the answers at that moment are those that loading would give. They are not while an instance is critical,
/// because after a restart every lease starts anew: then the serial has to move.
/// </param>
public readonly record struct StoredHead(long Revision, SerialNumber Serial, bool IsAnswerAsLoaded)
{
    /// <summary>The head of a store that was never written to.</summary>
    public static StoredHead Empty { get; } = new(0, new SerialNumber(1), true);
}
