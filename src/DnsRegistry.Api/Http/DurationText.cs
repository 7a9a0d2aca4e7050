using System.Buffers;
using System.Globalization;

namespace DnsRegistry.Api.Http;

/// <summary>Lengths of time as people write them: <c>30s</c>, <c>5m</c>, <c>500ms</c>, <c>1h30m</c>, <c>1.5s</c>.</summary>
internal static class DurationText
{
    private const int MaxCharacters = 32;

    private static readonly SearchValues<char> s_digits = SearchValues.Create("0123456789.");

    /// <summary>Reads one. There is no sign, and no number without a unit but 0.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        if (text is "0")
            return true;
        if (text.IsEmpty || text.Length > MaxCharacters)
            return false;

        double milliseconds = 0;
        while (!text.IsEmpty)
        {
            int digits = text.IndexOfAnyExcept(s_digits);
            if (digits <= 0
                || !double.TryParse(text[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number))
                return false;

            text = text[digits..];
            int letters = text.IndexOfAnyExceptInRange('a', 'z');
            ReadOnlySpan<char> unit = letters < 0 ? text : text[..letters];
            if (MillisecondsOf(unit) is not { } factor)
                return false;

            milliseconds += number * factor;
            text = text[unit.Length..];
        }

        if (milliseconds > TimeSpan.MaxValue.TotalMilliseconds / 2)
            return false;

        duration = TimeSpan.FromMilliseconds(milliseconds);
        return true;
    }

    private static double? MillisecondsOf(ReadOnlySpan<char> unit) => unit switch
    {
        "ms" => 1,
        "s" => 1000,
        "m" => 60_000,
        "h" => 3_600_000,
        _ => null,
    };
}
