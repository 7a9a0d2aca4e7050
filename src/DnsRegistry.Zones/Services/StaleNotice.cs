using DnsRegistry.Wire.Messages;
using DnsRegistry.Zones.Choice;

namespace DnsRegistry.Zones.Services;

/// <summary>What is different about an answer with instances in it of which nobody knows whether they are still there.</summary>
internal static class StaleNotice
{
    /// <summary>
    /// The longest TTL of such an answer, in seconds: the truth may be known again soon, and a load of questions helps nobody.
    /// </summary>
    internal const uint MostTtlSeconds = 5;

    /// <summary>Says so, before the answer takes the room for it, if one of these is such an instance (RFC 8914 §4.4).</summary>
    internal static void Say(scoped ReadOnlySpan<MemberPick> picks, ref ResponseWriter writer)
    {
        foreach (ref readonly MemberPick pick in picks)
        {
            if (!pick.Endpoint.IsStale)
                continue;

            Say(ref writer);
            return;
        }
    }

    /// <summary>Says so.</summary>
    internal static void Say(ref ResponseWriter writer) =>
        writer.SetExtendedError(ExtendedErrorCode.StaleAnswer, "many instances are silent at once: some of these may be gone"u8);
}
