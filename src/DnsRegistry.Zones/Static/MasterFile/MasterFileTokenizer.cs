using DnsRegistry.Wire.Records.Presentation;

namespace DnsRegistry.Zones.Static.MasterFile;

/// <summary>Cuts the text of a master file into entries and their words (RFC 1035 §5.1). Escapes stay as they are.</summary>
/// <param name="text">The whole file.</param>
/// <param name="report">Called with line, column and message of each fault; the entry at fault is left out.</param>
internal sealed class MasterFileTokenizer(string text, Action<int, int, string> report)
{
    private const string BlanksAndMarks = " \t\r\n;()\"";

    private readonly List<PresentationToken> _tokens = [];
    private int _position;
    private int _line = 1;
    private int _lineStart;
    private int _depth;
    private PresentationToken _opening;

    private int Column => _position - _lineStart + 1;

    /// <summary>Reads the next entry that has words.</summary>
    /// <returns><see langword="false"/> at the end of the file.</returns>
    internal bool TryRead(out MasterFileEntry? entry)
    {
        entry = null;
        while (_position < text.Length)
        {
            bool startsWithBlank = text[_position] is ' ' or '\t';
            _tokens.Clear();
            if (!TryReadTokens() || _tokens.Count == 0)
                continue;

            entry = new MasterFileEntry([.. _tokens], startsWithBlank);
            return true;
        }

        return false;
    }

    private bool TryReadTokens()
    {
        _depth = 0;
        while (_position < text.Length)
        {
            char character = text[_position];
            if (character == '\n')
            {
                NextLine();
                if (_depth == 0)
                    return true;
            }
            else if (character == ';')
            {
                SkipToLineEnd();
            }
            else if (character is '(' or ')')
            {
                if (!TryReadParenthesis(character))
                    return false;
            }
            else if (char.IsWhiteSpace(character))
            {
                _position++;
            }
            else if (!TryReadWord())
            {
                return false;
            }
        }

        if (_depth == 0)
            return true;

        report(_opening.Line, _opening.Column, "this parenthesis is never closed");
        return false;
    }

    private bool TryReadParenthesis(char character)
    {
        if (character == '(')
        {
            if (_depth++ == 0)
                _opening = new PresentationToken("(", false, _line, Column);
        }
        else if (_depth-- == 0)
        {
            return Refuse(Column, "this parenthesis was never opened");
        }

        _position++;
        return true;
    }

    /// <summary>
    /// A word ends at a blank or a mark. A quote directly behind <c>=</c> belongs to it: <c>alpn="h2,h3"</c>
    /// (RFC 9460 §2.1).
    /// </summary>
    private bool TryReadWord()
    {
        int column = Column;
        if (text[_position] == '"')
        {
            if (!TryReadQuoted(out string quoted))
                return false;

            _tokens.Add(new PresentationToken(quoted, true, _line, column));
            return true;
        }

        int start = _position;
        while (_position < text.Length && !BlanksAndMarks.Contains(text[_position], StringComparison.Ordinal))
            StepOverCharacter();

        string word = text[start.._position];
        bool isValueQuoted = word[^1] == '=' && _position < text.Length && text[_position] == '"';
        string value = "";
        if (isValueQuoted && !TryReadQuoted(out value))
            return false;

        _tokens.Add(new PresentationToken(word + value, false, _line, column));
        return true;
    }

    private bool TryReadQuoted(out string quoted)
    {
        int column = Column;
        int start = ++_position;
        while (_position < text.Length && text[_position] is not ('"' or '\n'))
            StepOverCharacter();

        quoted = text[start.._position];
        if (_position == text.Length || text[_position] == '\n')
            return Refuse(column, "this quote is not closed on its line");

        _position++;
        return true;
    }

    /// <summary>Steps over one character, or over a backslash and what it escapes, which never ends a line.</summary>
    private void StepOverCharacter()
    {
        bool isEscape = text[_position] == '\\' && _position + 1 < text.Length && text[_position + 1] is not ('\n' or '\r');
        _position += isEscape ? 2 : 1;
    }

    /// <summary>Reports a fault and goes on with the next line.</summary>
    private bool Refuse(int column, string message)
    {
        report(_line, column, message);
        SkipToLineEnd();
        if (_position < text.Length)
            NextLine();
        return false;
    }

    private void SkipToLineEnd()
    {
        while (_position < text.Length && text[_position] != '\n')
            _position++;
    }

    private void NextLine()
    {
        _lineStart = ++_position;
        _line++;
    }
}
