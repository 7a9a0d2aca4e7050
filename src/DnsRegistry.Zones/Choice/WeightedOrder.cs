namespace DnsRegistry.Zones.Choice;

/// <summary>
/// Puts chosen instances into random order, so that over many queries each comes first as often as its weight says.
/// </summary>
internal static class WeightedOrder
{
    /// <summary>Up to so many, putting each in its place is faster than sorting all.</summary>
    private const int MostInserted = 32;

    /// <summary>Orders the picks. Weights are at least 1.</summary>
    internal static void Shuffle<T>(Span<T> picks, AnswerScratch random)
        where T : struct, IWeighted
    {
        if (picks.Length < 2)
            return;

        if (HaveEqualWeights(picks))
            ShuffleEvenly(picks, random);
        else
            ShuffleByWeight(picks, random);
    }

    /// <summary>Puts some of the picks to the front, those and in that order in which <see cref="Shuffle"/> would.</summary>
    /// <param name="picks">The picks; those behind the front are not to be used any more.</param>
    /// <param name="count">How many are wanted; not more than there are.</param>
    /// <param name="random">Where chance comes from.</param>
    internal static Span<T> ShuffleSome<T>(Span<T> picks, int count, AnswerScratch random)
        where T : struct, IWeighted
    {
        if (count == 0)
            return default;
        if (count > MostInserted || count == picks.Length)
        {
            Shuffle(picks, random);
            return picks[..count];
        }

        // The earliest so far stand in order; nearly all the others come later than the last of them.
        for (int i = 0; i < picks.Length; i++)
        {
            T pick = picks[i];
            pick.SortKey = DrawKey(pick.Weight, random);
            int at = Math.Min(i, count);
            if (at == count && pick.SortKey >= picks[--at].SortKey)
                continue;

            for (; at > 0 && picks[at - 1].SortKey > pick.SortKey; at--)
                picks[at] = picks[at - 1];
            picks[at] = pick;
        }

        return picks[..count];
    }

    /// <summary>One of the picks, each as likely as its weight says.</summary>
    internal static int ChooseOne<T>(ReadOnlySpan<T> picks, AnswerScratch random)
        where T : struct, IWeighted
    {
        int total = 0;
        foreach (ref readonly T pick in picks)
            total += pick.Weight;

        int remaining = random.NextBelow(total);
        int chosen = 0;
        while (remaining >= picks[chosen].Weight)
            remaining -= picks[chosen++].Weight;
        return chosen;
    }

    private static bool HaveEqualWeights<T>(ReadOnlySpan<T> picks)
        where T : struct, IWeighted
    {
        ushort weight = picks[0].Weight;
        foreach (ref readonly T pick in picks)
        {
            if (pick.Weight != weight)
                return false;
        }

        return true;
    }

    private static void ShuffleEvenly<T>(Span<T> picks, AnswerScratch random)
    {
        for (int last = picks.Length - 1; last > 0; last--)
        {
            int other = random.NextBelow(last + 1);
            (picks[last], picks[other]) = (picks[other], picks[last]);
        }
    }

    /// <summary>
    /// Each pick draws an exponentially distributed moment at the rate of its weight; the earliest comes first. That
    /// is drawing without replacement by weight, in one pass (Efraimidis and Spirakis, 2006).
    /// </summary>
    private static void ShuffleByWeight<T>(Span<T> picks, AnswerScratch random)
        where T : struct, IWeighted
    {
        foreach (ref T pick in picks)
            pick.SortKey = DrawKey(pick.Weight, random);
        picks.Sort(static (left, right) => left.SortKey.CompareTo(right.SortKey));
    }

    private static float DrawKey(ushort weight, AnswerScratch random)
    {
        double uniform = ((random.NextRandom() >> 11) + 1) * (1.0 / (1UL << 53));
        return (float)(-Math.Log(uniform) / weight);
    }
}
