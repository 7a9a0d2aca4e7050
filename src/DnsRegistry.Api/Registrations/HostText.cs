using System.Buffers;
using System.Net;
using DnsRegistry.Wire.Names;

namespace DnsRegistry.Api.Registrations;

/// <summary>Reads the name of a host: letters, digits, hyphens and underscores in labels, no escapes, always absolute.</summary>
internal static class HostText
{
    private static readonly SearchValues<char> s_allowed =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.");

    /// <summary>Reads a host name; the closing dot may be missing.</summary>
    /// <returns>The rule that the text breaks, or null.</returns>
    public static string? FaultOf(string text, out DomainName? host)
    {
        host = null;
        if (text.AsSpan().ContainsAnyExcept(s_allowed))
            return IPAddress.TryParse(text, out _) ? IsAddress(text) : $"'{text}' is not a host name: letters, digits, hyphens and dots";
        if (!DomainName.TryParse(text, DomainName.Root, out DomainName? name, out NameFault fault))
            return $"'{text}' is not a domain name: {fault.Describe()}";
        if (IsNumeric(name))
            return IsAddress(text);

        host = name;
        return null;
    }

    private static string IsAddress(string text) => $"'{text}' looks like an address; addresses stand in 'addresses'";

    /// <summary>No top-level domain is a number, so such a text was meant to be an address (RFC 1123 §2.1).</summary>
    private static bool IsNumeric(DomainName name) =>
        !name.IsRoot && !name.Label(name.LabelCount - 1).ContainsAnyExceptInRange((byte)'0', (byte)'9');
}
