using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Text;
using DnsRegistry.Wire.Names;

namespace DnsRegistry.Wire.Records.Presentation;

/// <summary>
/// RDATA in wire form as people read it: the words that <see cref="RdataPresentation"/> reads, for the types that a registry
/// answers.
/// </summary>
public static class RdataText
{
    /// <summary>
    /// The words. A type without words of its own has the form of RFC 3597 §5, and so have octets that are not of their type.
    /// </summary>
    /// <param name="type">The type.</param>
    /// <param name="rdata">The RDATA, without compression.</param>
    public static string Of(RecordType type, ReadOnlySpan<byte> rdata) => type switch
    {
        RecordType.A when rdata.Length == 4 => new IPAddress(rdata).ToString(),
        RecordType.Aaaa when rdata.Length == 16 => new IPAddress(rdata).ToString(),
        RecordType.Srv when rdata.Length > 6 && Names(rdata[6..]) is [string target] =>
            $"{Number(rdata)} {Number(rdata[2..])} {Number(rdata[4..])} {target}",
        RecordType.MX when rdata.Length > 2 && Names(rdata[2..]) is [string exchange] => $"{Number(rdata)} {exchange}",
        RecordType.CName or RecordType.NS or RecordType.Ptr or RecordType.DName when Names(rdata) is [string name] => name,
        RecordType.Soa when rdata.Length > 22 && Names(rdata[..^20]) is [string server, string mailbox] =>
            $"{server} {mailbox} {string.Join(' ', Numbers(rdata[^20..]))}",
        RecordType.Txt or RecordType.Spf or RecordType.HInfo when Strings(rdata) is { } strings => strings,
        _ => rdata.IsEmpty ? @"\# 0" : string.Create(CultureInfo.InvariantCulture, $@"\# {rdata.Length} {Convert.ToHexString(rdata)}"),
    };

    private static string Number(ReadOnlySpan<byte> octets) =>
        BinaryPrimitives.ReadUInt16BigEndian(octets).ToString(CultureInfo.InvariantCulture);

    private static List<uint> Numbers(ReadOnlySpan<byte> octets)
    {
        var numbers = new List<uint>();
        for (; octets.Length >= sizeof(uint); octets = octets[sizeof(uint)..])
            numbers.Add(BinaryPrimitives.ReadUInt32BigEndian(octets));
        return numbers;
    }

    private static List<string>? Names(ReadOnlySpan<byte> octets)
    {
        var names = new List<string>();
        while (!octets.IsEmpty)
        {
            int end = 0;
            while (end < octets.Length && octets[end] is > 0 and <= DomainName.MaxLabelOctets)
                end += octets[end] + 1;
            if (end >= octets.Length || octets[end] != 0 || end >= DomainName.MaxOctets)
                return null;

            names.Add(DomainName.FromWire(octets[..(end + 1)]).ToString());
            octets = octets[(end + 1)..];
        }

        return names;
    }

    /// <summary>Character strings in quotes; what is not printable is written <c>\DDD</c> (RFC 1035 §5.1).</summary>
    private static string? Strings(ReadOnlySpan<byte> octets)
    {
        var text = new StringBuilder();
        while (!octets.IsEmpty)
        {
            int length = octets[0];
            if (length >= octets.Length)
                return null;

            text.Append(text.Length == 0 ? "\"" : " \"");
            foreach (byte octet in octets.Slice(1, length))
                _ = octet is >= 0x20 and < 0x7F and not (byte)'"' and not (byte)'\\'
                    ? text.Append((char)octet)
                    : octet is (byte)'"' or (byte)'\\'
                        ? text.Append('\\').Append((char)octet)
                        : text.Append(CultureInfo.InvariantCulture, $"\\{octet:D3}");
            text.Append('"');
            octets = octets[(length + 1)..];
        }

        return text.Length == 0 ? null : text.ToString();
    }
}
