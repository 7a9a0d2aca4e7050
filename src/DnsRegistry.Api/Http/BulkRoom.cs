namespace DnsRegistry.Api.Http;

/// <summary>
/// The memory that the bodies of bulk calls may take together, from their first octet to the answer. Each takes what has
/// arrived of it, so one that comes slowly keeps nobody out.
/// </summary>
/// <param name="maxOctets">Octets, at most.</param>
public sealed class BulkRoom(long maxOctets)
{
    /// <summary>How much it is where nobody says.</summary>
    public const int DefaultOctets = 64 * 1024 * 1024;

    private long _taken;

    /// <summary>Octets that are taken now.</summary>
    internal long Taken => Volatile.Read(ref _taken);

    /// <summary>Takes some more.</summary>
    /// <returns><see langword="false"/> when there is no room for them; nothing is taken then.</returns>
    internal bool TryTake(int octets)
    {
        if (Interlocked.Add(ref _taken, octets) <= maxOctets)
            return true;

        Interlocked.Add(ref _taken, -octets);
        return false;
    }

    /// <summary>Gives some back.</summary>
    internal void GiveBack(int octets) => Interlocked.Add(ref _taken, -octets);
}
