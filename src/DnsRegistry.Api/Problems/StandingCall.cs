namespace DnsRegistry.Api.Problems;

/// <summary>
/// Stands as metadata on a call that may stay open for long. It stands guard for itself while it waits, and leaves the thread that
/// receives by itself: one more asynchronous method around each of ten thousand would cost them 136 octets each.
/// </summary>
internal sealed class StandingCall
{
    /// <summary>The mark.</summary>
    public static readonly StandingCall Mark = new();
}
