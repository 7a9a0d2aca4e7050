using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using DnsRegistry.Registry.Validation;

namespace DnsRegistry.Api.Json;

/// <summary>Reads one body from end to end; what is wrong with it becomes faults, never an exception.</summary>
internal static class StrictJson
{
    /// <summary>Levels of objects and lists in each other, at most. The deepest body of the API needs five.</summary>
    public const int MaxDepth = 16;

    /// <summary>Reads the value that a body consists of, and leaves nothing unread.</summary>
    /// <param name="reader">Stands on the first token.</param>
    /// <param name="target">Where the values go.</param>
    public delegate void ReadValue<in T>(ref StrictReader reader, T target);

    /// <summary>Reads a body. Faults of the body as a whole have the field <c>""</c>.</summary>
    /// <param name="json">The octets.</param>
    /// <param name="faults">Gets what is wrong.</param>
    /// <param name="target">Handed to <paramref name="read"/>.</param>
    /// <param name="read">Knows the shape.</param>
    /// <param name="firstLine">The number of the first line, where the octets are a part of something longer.</param>
    /// <returns>Whether it is JSON at all, so that what was not found in it is really missing.</returns>
    public static bool Read<T>(ReadOnlySpan<byte> json, List<FieldFault> faults, T target, ReadValue<T> read, int firstLine = 1)
    {
        if (FaultOfOctets(json) is string fault)
        {
            faults.Add(new FieldFault("", fault));
            return false;
        }

        var reader = new StrictReader(json, faults);
        try
        {
            reader.Read();
            read(ref reader, target);
            reader.Read();
            return true;
        }
        catch (JsonException exception)
        {
            string where = $"line {firstLine + exception.LineNumber}, octet {exception.BytePositionInLine + 1}";
            faults.Add(new FieldFault("", reader.Depth >= MaxDepth - 1
                ? $"is nested more than {MaxDepth} levels deep at {where}"
                : $"is not valid JSON at {where}"));
            return false;
        }
    }

    private static string? FaultOfOctets(ReadOnlySpan<byte> json)
    {
        if (json.StartsWith(Encoding.UTF8.Preamble))
            return "begins with a byte order mark, which JSON must not have (RFC 8259 §8.1)";
        if (json.IndexOfAnyExcept(" \t\r\n"u8) < 0)
            return "is empty; a JSON value is expected";
        return Utf8.IsValid(json) ? null : "is not UTF-8 (RFC 8259 §8.1)";
    }
}
