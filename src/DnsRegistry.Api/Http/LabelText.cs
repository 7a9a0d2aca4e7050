namespace DnsRegistry.Api.Http;

/// <summary>Labels as the registry keeps them.</summary>
internal static class LabelText
{
    /// <summary>
    /// The text with A to Z lower-cased, and nothing else: the framework's lower-casing makes a <c>k</c> of the Kelvin sign,
    /// and DNS knows no letter case outside ASCII (RFC 4343 §2).
    /// </summary>
    public static string Lower(string text)
    {
        int firstUpper = text.AsSpan().IndexOfAnyInRange('A', 'Z');
        if (firstUpper < 0)
            return text;

        return string.Create(text.Length, text, static (lowered, text) =>
        {
            for (int i = 0; i < text.Length; i++)
                lowered[i] = char.IsAsciiLetterUpper(text[i]) ? (char)(text[i] | 0x20) : text[i];
        });
    }
}
