namespace DnsRegistry.Zones.Choice;

/// <summary>
/// Decides who stands in an answer that is too small for all: the same members for the same client while membership
/// holds, others for other clients, so that no instance is out of everybody's reach.
/// </summary>
internal static class StableOrder
{
    /// <summary>The place where this client begins among so many.</summary>
    internal static int StartOf(ClientAddress client, int count) => (int)(client.StableHash() % (ulong)count);

    /// <summary>Puts the picks in the order of this client.</summary>
    internal static void Rotate(Span<MemberPick> picks, ClientAddress client)
    {
        if (picks.Length < 2)
            return;

        int start = StartOf(client, picks.Length);
        picks[..start].Reverse();
        picks[start..].Reverse();
        picks.Reverse();
    }
}
