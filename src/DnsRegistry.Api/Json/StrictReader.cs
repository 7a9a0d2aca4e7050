using System.Globalization;
using System.Text.Json;
using DnsRegistry.Registry.Validation;

namespace DnsRegistry.Api.Json;

/// <summary>
/// A cursor over one JSON value that notes every wrong type, unknown field and repeated field, and then goes on behind it.
/// A method that reads a value leaves the cursor on the last token of that value.
/// </summary>
/// <param name="json">Valid UTF-8.</param>
/// <param name="faults">Gets what is wrong.</param>
internal ref struct StrictReader(ReadOnlySpan<byte> json, List<FieldFault> faults)
{
    private readonly List<FieldFault> _faults = faults;
    private Utf8JsonReader _reader = new(json, new JsonReaderOptions { MaxDepth = StrictJson.MaxDepth });

    /// <summary>Objects and lists that are open around the current token.</summary>
    public readonly int Depth => _reader.CurrentDepth;

    /// <summary>The octets of a string without escapes, which are the only ones a DNS label can be made of.</summary>
    /// <returns><see langword="false"/> for any other token.</returns>
    public readonly bool TryGetPlainText(out ReadOnlySpan<byte> text)
    {
        text = _reader.ValueSpan;
        return _reader.TokenType == JsonTokenType.String && !_reader.ValueIsEscaped;
    }

    /// <summary>Goes to the next token.</summary>
    /// <exception cref="JsonException">There is none, or it is not JSON.</exception>
    public bool Read() => _reader.Read();

    /// <summary>Notes a fault.</summary>
    public readonly void Add(string field, string message) => _faults.Add(new FieldFault(field, message));

    /// <summary>Enters an object; go on with <see cref="NextField"/> or <see cref="NextKey"/> until it says no.</summary>
    public bool TryOpenObject(string field) => TryOpen(JsonTokenType.StartObject, field, "an object");

    /// <summary>Enters a list; go on with <see cref="NextItem"/> until it says no.</summary>
    public bool TryOpenList(string field) => TryOpen(JsonTokenType.StartArray, field, "a list");

    /// <summary>Goes to the next item of a list.</summary>
    /// <returns><see langword="false"/> at the end of the list.</returns>
    public bool NextItem() => _reader.Read() && _reader.TokenType != JsonTokenType.EndArray;

    /// <summary>Goes to the value of the next field that is known, not repeated and not null; all others are faults.</summary>
    /// <param name="fields">The fields that the object can have.</param>
    /// <param name="path">What stands before a field's name in a fault: <c>check.</c>, or nothing.</param>
    /// <param name="seen">One bit for each field met so far; begin with 0.</param>
    /// <param name="field">The index of the field in <paramref name="fields"/>.</param>
    /// <returns><see langword="false"/> at the end of the object.</returns>
    public bool NextField(KnownFields fields, string path, ref uint seen, out int field)
    {
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndObject)
        {
            field = fields.IndexOf(in _reader);
            if (field < 0)
            {
                string name = Text(out _) ?? "?";
                Add(path + name, fields.WhyUnknown(name));
                _reader.Skip();
                continue;
            }

            bool isRepeated = (seen & (1u << field)) != 0;
            seen |= 1u << field;
            _reader.Read();
            if (isRepeated)
                Refuse(path + fields[field], "is given twice");
            else if (_reader.TokenType == JsonTokenType.Null)
                Add(path + fields[field], "must not be null; leave it out instead");
            else
                return true;
        }

        field = -1;
        return false;
    }

    /// <summary>Goes to the value of the next field of an object whose keys are the client's own.</summary>
    /// <returns><see langword="false"/> at the end of the object.</returns>
    public bool NextKey(string path, out string key)
    {
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndObject)
        {
            string? name = Text(out string? fault);
            if (name is not null)
            {
                key = name;
                return _reader.Read();
            }

            Add(path, $"has a key that {fault}");
            _reader.Skip();
        }

        key = "";
        return false;
    }

    /// <summary>Reads a string.</summary>
    /// <returns>Null when it is not one.</returns>
    public string? ReadText(string field)
    {
        if (_reader.TokenType != JsonTokenType.String)
        {
            RefuseType(field, "a string");
            return null;
        }

        string? text = Text(out string? fault);
        if (text is null)
            Add(field, fault!);
        return text;
    }

    /// <summary>Reads a whole number; one too large for 32 bits becomes the largest or smallest that there is.</summary>
    /// <returns>Null when it is not one.</returns>
    public int? ReadWholeNumber(string field)
    {
        if (ReadLongNumber(field) is not long number)
            return null;
        return (int)Math.Clamp(number, int.MinValue, int.MaxValue);
    }

    /// <summary>Reads a whole number that has to lie within bounds.</summary>
    /// <returns>Null when it is not one. One that is out of bounds is a fault, too.</returns>
    public int? ReadWholeNumber(string field, int least, int most)
    {
        int? number = ReadWholeNumber(field);
        if (number < least || number > most)
            Add(field, $"must be a whole number from {least} to {most}");
        return number;
    }

    /// <summary>Reads a whole number; one too large for 64 bits becomes the largest or smallest that there is.</summary>
    /// <returns>Null when it is not one.</returns>
    public long? ReadLongNumber(string field)
    {
        if (_reader.TokenType != JsonTokenType.Number)
        {
            RefuseType(field, "a number");
            return null;
        }

        if (_reader.TryGetInt64(out long number))
            return number;

        ReadOnlySpan<byte> digits = _reader.ValueSpan;
        if (digits.IndexOfAny(".eE"u8) < 0)
            return digits[0] == '-' ? long.MinValue : long.MaxValue;

        Add(field, "must be a whole number, written without fraction and exponent");
        return null;
    }

    /// <summary>Reads a number.</summary>
    /// <returns>Null when it is not one.</returns>
    public double? ReadNumber(string field)
    {
        if (_reader.TokenType == JsonTokenType.Number)
            return double.Parse(_reader.ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture);

        RefuseType(field, "a number");
        return null;
    }

    /// <summary>Reads a number from 0 to 1.</summary>
    /// <returns>Null when it is no number. One that is out of bounds is a fault, too.</returns>
    public double? ReadShare(string field)
    {
        double? share = ReadNumber(field);
        if (share is < 0 or > 1)
            Add(field, "must be a number from 0 to 1");
        return share;
    }

    /// <summary>Reads <c>true</c> or <c>false</c>.</summary>
    /// <returns>Null when it is neither.</returns>
    public bool? ReadBoolean(string field)
    {
        if (_reader.TokenType is JsonTokenType.True or JsonTokenType.False)
            return _reader.TokenType == JsonTokenType.True;

        RefuseType(field, "true or false");
        return null;
    }

    /// <summary>Whether the current token is a number: where a field takes a number or something else.</summary>
    public readonly bool IsNumber => _reader.TokenType == JsonTokenType.Number;

    /// <summary>Whether the current token opens an object.</summary>
    public readonly bool IsObject => _reader.TokenType == JsonTokenType.StartObject;

    /// <summary>Notes that the current value has the wrong type, and steps over it.</summary>
    public void RefuseType(string field, string expected) => Refuse(field, $"must be {expected}, not {Describe(_reader.TokenType)}");

    /// <summary>Notes a fault of the current value, and steps over it.</summary>
    public void Refuse(string field, string message)
    {
        Add(field, message);
        _reader.Skip();
    }

    /// <summary>Steps over the current value.</summary>
    public void Skip() => _reader.Skip();

    /// <summary>Whether something was found to be wrong at a place or inside of it.</summary>
    public readonly bool HasFaultAt(string field) => _faults.Exists(fault => fault.Field.StartsWith(field, StringComparison.Ordinal));

    private bool TryOpen(JsonTokenType opening, string field, string expected)
    {
        if (_reader.TokenType == opening)
            return true;

        RefuseType(field, expected);
        return false;
    }

    /// <summary>The string or name under the cursor.</summary>
    private readonly string? Text(out string? fault)
    {
        fault = null;
        try
        {
            return _reader.GetString();
        }
        catch (InvalidOperationException)
        {
            // The octets are UTF-8, so only an escape such as \ud800 is left to be wrong.
            fault = "escapes one half of a surrogate pair without the other";
            return null;
        }
    }

    private static string Describe(JsonTokenType token) => token switch
    {
        JsonTokenType.String => "a string",
        JsonTokenType.Number => "a number",
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "a list",
        JsonTokenType.True or JsonTokenType.False => "true or false",
        _ => "null",
    };
}
