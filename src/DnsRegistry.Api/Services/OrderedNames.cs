namespace DnsRegistry.Api.Services;

/// <summary>Finds the place of a name in a list that is in ordinal order.</summary>
internal static class OrderedNames
{
    /// <summary>The items whose names come behind <paramref name="after"/>; all for the empty name.</summary>
    public static IEnumerable<T> Behind<T>(this IReadOnlyList<T> items, string after, Func<T, string> nameOf)
    {
        int low = 0;
        int high = items.Count;
        while (low < high)
        {
            int middle = low + ((high - low) / 2);
            if (string.CompareOrdinal(nameOf(items[middle]), after) <= 0)
                low = middle + 1;
            else
                high = middle;
        }

        for (; low < items.Count; low++)
            yield return items[low];
    }
}
