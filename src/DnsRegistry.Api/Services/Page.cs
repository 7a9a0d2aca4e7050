using System.Text.Json;

namespace DnsRegistry.Api.Services;

/// <summary>One page of a list, and where the next one begins.</summary>
/// <param name="Index">The revision that the list holds at least: taken before reading, so watching from it misses nothing.</param>
/// <param name="Items">The items.</param>
/// <param name="Cursor">The cursor of the next page; null on the last.</param>
internal sealed record Page<T>(long Index, IReadOnlyList<T> Items, string? Cursor)
{
    /// <summary>Takes what one page holds, and looks one item further: only then is it known whether there is another page.</summary>
    /// <param name="index">The revision.</param>
    /// <param name="candidates">In order, beginning behind the former page.</param>
    /// <param name="limit">Items at most.</param>
    /// <param name="cursorOf">The cursor behind an item.</param>
    public static Page<T> Take(long index, IEnumerable<T> candidates, int limit, Func<T, string> cursorOf)
    {
        List<T> items = [.. candidates.Take(limit + 1)];
        if (items.Count <= limit)
            return new Page<T>(index, items, null);

        items.RemoveAt(limit);
        return new Page<T>(index, items, cursorOf(items[^1]));
    }

    /// <summary>Writes <c>index</c>, <c>items</c> and <c>cursor</c> into an object that is open.</summary>
    public void WriteFields(Utf8JsonWriter writer, Action<Utf8JsonWriter, T> writeItem)
    {
        writer.WriteNumber("index"u8, Index);
        writer.WriteStartArray("items"u8);
        foreach (T item in Items)
            writeItem(writer, item);
        writer.WriteEndArray();
        writer.WriteString("cursor"u8, Cursor);
    }
}
