namespace DnsRegistry.Wire.Records.Presentation;

/// <summary>Seconds as people write them in master files: <c>3600</c>, <c>1h</c>, <c>1w2d</c>, <c>1h30m</c>.</summary>
public static class DurationText
{
    /// <summary>Reads a number of seconds, or numbers each followed by a unit: s, m, h, d or w.</summary>
    /// <returns><see langword="false"/> when it is something else or does not fit 32 bits.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out uint seconds)
    {
        seconds = 0;
        ulong total = 0;
        ulong number = 0;
        bool hasDigits = false;
        bool hasUnits = false;
        foreach (char character in text)
        {
            if (char.IsAsciiDigit(character))
            {
                number = (number * 10) + (ulong)(character - '0');
                hasDigits = true;
            }
            else
            {
                uint unit = SecondsOf(character);
                if (!hasDigits || unit == 0)
                    return false;

                total += number * unit;
                number = 0;
                hasDigits = false;
                hasUnits = true;
            }

            if (number > uint.MaxValue || total > uint.MaxValue)
                return false;
        }

        // "1h30" does not say thirty of what.
        if (hasUnits == hasDigits || total + number > uint.MaxValue)
            return false;

        seconds = (uint)(total + number);
        return true;
    }

    private static uint SecondsOf(char unit) => char.ToLowerInvariant(unit) switch
    {
        's' => 1,
        'm' => 60,
        'h' => 60 * 60,
        'd' => 24 * 60 * 60,
        'w' => 7 * 24 * 60 * 60,
        _ => 0,
    };
}
