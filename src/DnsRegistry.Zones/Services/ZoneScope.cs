using DnsRegistry.Wire.Names;

namespace DnsRegistry.Zones.Services;

/// <summary>
/// The labels <c>zone.pin._zone</c> or <c>zone.prefer._zone</c> in front of a name, as CoreDNS has them: only instances of
/// that zone, or those first. RFC 2782 labels may stand before or behind them.
/// </summary>
internal readonly ref struct ZoneScope
{
    /// <summary>Labels left of the suffix in the shortest name with such labels: <c>_zone.service.zone</c>.</summary>
    internal const int FewestLabels = 3;

    private const int MostPrefixLabels = 2;
    private const int OwnLabels = 3;

    private ZoneScope(int underscored, int behind)
    {
        Underscored = underscored;
        Behind = behind;
    }

    /// <summary>The zone; empty where the name is only the end of one that has it.</summary>
    internal ReadOnlySpan<byte> Zone { get; private init; }

    /// <summary>What is wanted of the zone.</summary>
    internal ZoneWish Wish { get; private init; }

    /// <summary>RFC 2782 labels before it.</summary>
    internal int Underscored { get; }

    /// <summary>The index of the first label behind it.</summary>
    internal int Behind { get; }

    /// <summary>Finds the labels in a name.</summary>
    /// <param name="name">The QNAME.</param>
    /// <param name="labels">Its labels left of the suffix.</param>
    /// <param name="scope">What they say.</param>
    /// <returns><see langword="false"/> when the name has no such labels.</returns>
    internal static bool TryRead(in QueryName name, int labels, out ZoneScope scope)
    {
        scope = default;
        int at = Find(name, labels);
        if (at < 0)
            return false;

        int underscored = 0;
        while (underscored < at && name.Label(underscored) is [(byte)'_', ..])
            underscored++;

        ReadOnlySpan<byte> directive = at > underscored ? name.Label(at - 1) : default;
        bool isPreference = directive.SequenceEqual("prefer"u8);
        int own = at + 1 - underscored;
        bool isWhole = own == OwnLabels && underscored <= MostPrefixLabels;
        bool isEnd = own < OwnLabels && underscored == 0;
        if (!(isWhole || isEnd) || !(directive.IsEmpty || isPreference || directive.SequenceEqual("pin"u8)))
            return false;

        scope = new ZoneScope(underscored, at + 1)
        {
            Zone = isWhole ? name.Label(at - 2) : default,
            Wish = isEnd ? ZoneWish.Inner : isPreference ? ZoneWish.Alone : ZoneWish.Only,
        };
        return true;
    }

    /// <summary>Where <c>_zone</c> is, with a service and a zone behind it. Before a protocol it is the name of a port.</summary>
    private static int Find(in QueryName name, int labels)
    {
        int last = Math.Min(labels - FewestLabels, MostPrefixLabels + OwnLabels - 1);
        for (int i = 0; i <= last; i++)
        {
            if (name.Label(i).SequenceEqual("_zone"u8) && !IsProtocol(name.Label(i + 1)))
                return i;
        }

        return -1;
    }

    private static bool IsProtocol(ReadOnlySpan<byte> label) => label.SequenceEqual("_tcp"u8) || label.SequenceEqual("_udp"u8);
}
