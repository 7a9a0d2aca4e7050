using System.Globalization;
using DnsRegistry.Api.Json;
using DnsRegistry.Zones.Routes;

namespace DnsRegistry.Api.Routing;

/// <summary>Reads <c>fault</c>: which one, what belongs to it, and until when.</summary>
internal static class RouteFaultReader
{
    private static readonly KnownFields s_fields = new("kind", "delayMs", "addresses", "until");

    // RFC 3339 §5.6, with as many digits behind the second as the clock has. Small letters are allowed there, too.
    private static readonly string[] s_times = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    /// <summary>Reads the object under the cursor.</summary>
    /// <returns>Null when no fault can be made of it.</returns>
    public static FaultInjection? Read(ref StrictReader reader, string path)
    {
        if (!reader.TryOpenObject(path))
            return null;

        FaultKind? kind = null;
        var fault = new FaultInjection(FaultKind.ServFail);
        bool isGood = true;
        uint seen = 0;
        while (reader.NextField(s_fields, path + ".", ref seen, out int field))
        {
            string at = $"{path}.{s_fields[field]}";
            switch (s_fields[field])
            {
                case "kind":
                    kind = RouteActionReader.ReadWord(ref reader, at, RouteWords.Faults);
                    break;
                case "delayMs":
                    int? delay = reader.ReadWholeNumber(at);
                    isGood &= delay is not null;
                    fault = fault with { DelayMilliseconds = delay ?? 0 };
                    break;
                case "addresses":
                    var addresses = RouteActionReader.ReadAddresses(ref reader, at);
                    isGood &= addresses is not null;
                    fault = fault with { Addresses = addresses ?? [] };
                    break;
                default:
                    fault = fault with { Until = ReadTime(ref reader, at) };
                    break;
            }
        }

        if (!Has(seen, "kind"))
            reader.Add($"{path}.kind", $"is missing; it is one of {string.Join(", ", RouteWords.Faults.Keys)}");
        if (kind is not FaultKind given)
            return null;

        isGood &= IsWhereItBelongs(ref reader, path, "delayMs", Has(seen, "delayMs"), given, FaultKind.Delay);
        isGood &= IsWhereItBelongs(ref reader, path, "addresses", Has(seen, "addresses"), given, FaultKind.Address);
        return isGood ? fault with { Kind = given } : null;
    }

    private static bool Has(uint seen, string field)
    {
        for (int i = 0; i < s_fields.Count; i++)
        {
            if (s_fields[i] == field)
                return (seen & (1u << i)) != 0;
        }

        return false;
    }

    private static bool IsWhereItBelongs(ref StrictReader reader, string path, string field, bool isGiven, FaultKind kind, FaultKind home)
    {
        if (isGiven == (kind == home))
            return true;

        string word = RouteWords.Faults.First(entry => entry.Value == home).Key;
        reader.Add($"{path}.{field}", isGiven ? $"belongs to the kind {word} alone" : $"is missing; the kind {word} needs it");
        return false;
    }

    private static DateTimeOffset? ReadTime(ref StrictReader reader, string path)
    {
        if (reader.ReadText(path) is not string text)
            return null;

        bool hasOffset = text.Length > 19 && text.AsSpan(19).IndexOfAny("Zz+-") >= 0;
        if (hasOffset && DateTimeOffset.TryParseExact(
            text.ToUpperInvariant(), s_times, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTimeOffset time))
        {
            return time.ToUniversalTime();
        }

        reader.Add(path, $"'{text}' is not a time of RFC 3339, such as 2027-01-01T00:00:00Z");
        return null;
    }
}
