namespace DnsRegistry.Api.Json;

/// <summary>Guesses what somebody meant to type.</summary>
internal static class NearestWord
{
    private const int MaxEdits = 2;
    private const int MaxCharacters = 32;

    /// <summary>The one of <paramref name="words"/> that is at most two edits away, case ignored, or null.</summary>
    public static string? To(string text, IEnumerable<string> words)
    {
        if (text.Length > MaxCharacters)
            return null;

        // Two edits make any two-letter word out of any other: short texts have to be nearer.
        int allowed = Math.Min(MaxEdits, text.Length / 2);
        (string Word, int Edits) best = words
            .Select(word => (Word: word, Edits: Edits(text, word)))
            .DefaultIfEmpty((Word: "", Edits: int.MaxValue))
            .MinBy(candidate => candidate.Edits);
        return best.Edits <= allowed ? best.Word : null;
    }

    /// <summary>The Levenshtein distance: characters to insert, delete or replace.</summary>
    private static int Edits(string from, string to)
    {
        Span<int> row = stackalloc int[to.Length + 1];
        for (int column = 0; column <= to.Length; column++)
            row[column] = column;

        for (int line = 1; line <= from.Length; line++)
        {
            int diagonal = row[0];
            row[0] = line;
            for (int column = 1; column <= to.Length; column++)
            {
                bool isSame = char.ToLowerInvariant(from[line - 1]) == char.ToLowerInvariant(to[column - 1]);
                int replaced = diagonal + (isSame ? 0 : 1);
                diagonal = row[column];
                row[column] = Math.Min(replaced, Math.Min(row[column], row[column - 1]) + 1);
            }
        }

        return row[^1];
    }
}
