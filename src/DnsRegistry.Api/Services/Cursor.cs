using System.Buffers.Text;
using System.Text;
using DnsRegistry.Registry.Validation;

namespace DnsRegistry.Api.Services;

/// <summary>
/// The place in a list where the next page begins: behind a name, not at a position. So what comes and goes between two pages
/// makes no other item appear twice or be left out.
/// </summary>
internal static class Cursor
{
    /// <summary>The cursor behind a name.</summary>
    public static string Write(CursorKind kind, string name) => Base64Url.EncodeToString(Encoding.ASCII.GetBytes((char)kind + name));

    /// <summary>Reads a cursor.</summary>
    public static bool TryRead(string text, CursorKind kind, out string name)
    {
        name = "";
        if (!Base64Url.IsValid(text))
            return false;

        byte[] octets = Base64Url.DecodeFromChars(text);
        if (octets.Length == 0 || octets[0] != (byte)kind)
            return false;

        name = Encoding.ASCII.GetString(octets.AsSpan(1));
        return LabelRules.FaultOf(name) is null;
    }
}
