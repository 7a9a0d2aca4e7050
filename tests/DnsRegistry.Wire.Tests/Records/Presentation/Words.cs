using DnsRegistry.Wire.Records.Presentation;

namespace DnsRegistry.Wire.Tests.Records.Presentation;

/// <summary>Cuts a line into words at blanks and quotes; the product's own tokenizer lives with the master files.</summary>
internal static class Words
{
    internal static List<PresentationToken> Of(string line)
    {
        var words = new List<PresentationToken>();
        int position = 0;
        while (position < line.Length)
        {
            if (line[position] == ' ')
            {
                position++;
                continue;
            }

            bool isQuoted = line[position] == '"';
            int start = isQuoted ? ++position : position;
            bool isInValue = false;
            for (; position < line.Length; position++)
            {
                if (line[position] == '\\')
                    position++;
                else if (isQuoted ? line[position] == '"' : line[position] == ' ' && !isInValue)
                    break;
                else if (line[position] == '"')
                    isInValue = !isInValue;
            }

            string text = line[start..Math.Min(position, line.Length)];
            words.Add(new PresentationToken(isQuoted ? text : WithoutQuotes(text), isQuoted));
            position += isQuoted ? 1 : 0;
        }

        return words;
    }

    private static string WithoutQuotes(string text) => text.Replace("\"", "", StringComparison.Ordinal);
}
