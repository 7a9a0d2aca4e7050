using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace DnsRegistry.Wire.Records.Presentation;

/// <summary>One service parameter, <c>key=value</c> (RFC 9460 §2.1 and §7). A numbered key's value is its wire form, escaped.</summary>
internal static class SvcParam
{
    internal static bool TryRead(string text, out ushort key, out byte[] value, out string fault)
    {
        value = [];
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        string name = equals < 0 ? text : text[..equals];
        if (!SvcParamKey.TryParse(name, out key, out bool isNumbered))
            return Refuse($"'{name}' is not a parameter key", out fault);
        if (!EscapedText.TryDecode(text[(name.Length + (equals < 0 ? 0 : 1))..], out byte[] given))
            return Refuse($"a backslash in {name} wants a character or three digits up to 255 behind it", out fault);

        if (isNumbered)
            value = given;
        else if (!TryConvert(key, given, out value))
            return Refuse($"the value of {name} is {Wanted(key)}", out fault);

        return value.Length <= ushort.MaxValue ? Accept(out fault) : Refuse($"the value of {name} is too long", out fault);
    }

    private static bool TryConvert(ushort key, byte[] given, out byte[] value)
    {
        value = given;
        string text = Encoding.Latin1.GetString(given);
        switch (key)
        {
            case SvcParamKey.Mandatory:
                return TryConvertKeys(text, out value);
            case SvcParamKey.Alpn:
                return SvcValueList.TryConvertAlpn(given, out value);
            case SvcParamKey.NoDefaultAlpn or SvcParamKey.Ohttp:
                return given.Length == 0;
            case SvcParamKey.Port:
                value = new byte[sizeof(ushort)];
                return ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ushort port)
                    && BinaryPrimitives.TryWriteUInt16BigEndian(value, port);
            case SvcParamKey.IPv4Hint:
                return TryConvertAddresses(text, AddressRdata.TryParseIPv4, out value);
            case SvcParamKey.IPv6Hint:
                return TryConvertAddresses(text, AddressRdata.TryParseIPv6, out value);
            case SvcParamKey.Ech:
                value = new byte[text.Length];
                bool isBase64 = Convert.TryFromBase64String(text, value, out int length);
                value = value[..length];
                return isBase64 && length > 0;
            default:
                return given.Length > 0;
        }
    }

    private delegate bool AddressParser(string text, out byte[] octets);

    private static bool TryConvertAddresses(string text, AddressParser tryParse, out byte[] value)
    {
        value = [];
        foreach (string item in text.Split(','))
        {
            if (!tryParse(item, out byte[] octets))
                return false;

            value = [.. value, .. octets];
        }

        return true;
    }

    /// <summary>Keys in ascending order; neither "mandatory" itself nor one twice (RFC 9460 §8).</summary>
    private static bool TryConvertKeys(string text, out byte[] value)
    {
        value = [];
        var keys = new SortedSet<ushort>();
        foreach (string item in text.Split(','))
        {
            if (!SvcParamKey.TryParse(item, out ushort key, out _) || key == SvcParamKey.Mandatory || !keys.Add(key))
                return false;
        }

        value = [.. keys.SelectMany(key => new[] { (byte)(key >> 8), (byte)key })];
        return true;
    }

    private static string Wanted(ushort key) => key switch
    {
        SvcParamKey.Mandatory => "a list of other keys, each once",
        SvcParamKey.Alpn => "a list of protocol names of 1 to 255 octets",
        SvcParamKey.NoDefaultAlpn or SvcParamKey.Ohttp => "left out",
        SvcParamKey.Port => "a port number",
        SvcParamKey.IPv4Hint => "a list of IPv4 addresses",
        SvcParamKey.IPv6Hint => "a list of IPv6 addresses",
        SvcParamKey.Ech => "Base64",
        _ => "not empty",
    };

    private static bool Accept(out string fault)
    {
        fault = "";
        return true;
    }

    private static bool Refuse(string why, out string fault)
    {
        fault = why;
        return false;
    }
}
