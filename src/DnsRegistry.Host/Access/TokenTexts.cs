namespace DnsRegistry.Host.Access;

/// <summary>The texts of a token. Each method returns the rule that the text breaks, or null.</summary>
internal static class TokenTexts
{
    private const int MaxCharacters = 63;

    /// <summary>The name of a token.</summary>
    public static string? Name(string text, out string name)
    {
        name = text;
        return text.Length is > 0 and <= MaxCharacters && text.All(one => char.IsAsciiLetterOrDigit(one) || one is '-' or '_' or '.')
            ? null
            : $"'{text}' is not a name for a token: 1 to {MaxCharacters} letters, digits, hyphens, underscores and dots";
    }

    /// <summary>The id by which a token is found.</summary>
    public static string? Id(string text, out string id)
    {
        id = text;
        return text.Length == 12 ? null : $"'{text}' is not the id of a token";
    }

    /// <summary>What service names begin with; nothing, or <c>*</c>, is all of them.</summary>
    public static string? Prefix(string text, out string prefix)
    {
        prefix = text == "*" ? "" : text.ToLowerInvariant();
        return prefix.Length <= MaxCharacters && prefix.All(one => char.IsAsciiLetterOrDigit(one) || one == '-')
            ? null
            : $"'{text}' is nothing that the name of a service can begin with; '*' is all services";
    }

    /// <summary>How long a token holds: <c>90d</c>, <c>12h</c>.</summary>
    public static string? Duration(string text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        bool isNumber = text.Length > 1 && ushort.TryParse(text[..^1], System.Globalization.CultureInfo.InvariantCulture, out ushort count)
            && (duration = text[^1] switch
            {
                'd' => TimeSpan.FromDays(count),
                'h' => TimeSpan.FromHours(count),
                'm' => TimeSpan.FromMinutes(count),
                _ => TimeSpan.Zero,
            }) > TimeSpan.Zero;
        return isNumber ? null : $"'{text}' is not a time such as 90d, 12h or 30m";
    }
}
