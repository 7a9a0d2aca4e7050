namespace DnsRegistry.Zones.Choice;

/// <summary>
/// Puts chosen instances into random order, so that over many queries each comes first as often as its weight says.
/// </summary>
internal static class WeightedOrder
{
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
        {
            double uniform = ((random.NextRandom() >> 11) + 1) * (1.0 / (1UL << 53));
            pick.SortKey = (float)(-Math.Log(uniform) / pick.Weight);
        }

        picks.Sort(static (left, right) => left.SortKey.CompareTo(right.SortKey));
    }
}
