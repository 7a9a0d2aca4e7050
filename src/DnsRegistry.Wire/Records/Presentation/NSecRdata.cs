namespace DnsRegistry.Wire.Records.Presentation;

/// <summary>NSEC (RFC 4034 §4), NSEC3 and NSEC3PARAM (RFC 5155 §3 and §4), CSYNC (RFC 7477 §2.1).</summary>
internal static class NSecRdata
{
    private const string Base32HexDigits = "0123456789abcdefghijklmnopqrstuv";

    internal static bool ReadNSec(RdataFields fields) => fields.Name("next name") && fields.TypesToEnd();

    internal static bool ReadNSec3(RdataFields fields) => ReadNSec3Param(fields) && ReadNextHash(fields) && fields.TypesToEnd();

    internal static bool ReadNSec3Param(RdataFields fields) =>
        fields.UInt8("hash algorithm") && fields.UInt8("flags") && fields.UInt16("iterations") && ReadSalt(fields);

    internal static bool ReadCSync(RdataFields fields) =>
        fields.UInt32("serial") && fields.UInt16("flags") && fields.TypesToEnd();

    private static bool ReadSalt(RdataFields fields)
    {
        if (!fields.TryTake("salt", out PresentationToken token))
            return false;
        if (token.Text == "-")
            return fields.AppendString([]);

        return BinaryFields.TryDecodeHex(token.Text, out byte[] salt) && salt.Length <= byte.MaxValue
            ? fields.AppendString(salt)
            : fields.Fail("the salt wants '-' or up to 255 pairs of hexadecimal digits");
    }

    /// <summary>The next hashed owner name in Base32 with the extended hex alphabet, unpadded (RFC 5155 §3.3).</summary>
    private static bool ReadNextHash(RdataFields fields)
    {
        if (!fields.TryTake("next hashed owner", out PresentationToken token))
            return false;

        var octets = new List<byte>();
        int bits = 0;
        int pending = 0;
        foreach (char character in token.Text)
        {
            int digit = Base32HexDigits.IndexOf(char.ToLowerInvariant(character), StringComparison.Ordinal);
            if (digit < 0)
                return fields.Fail($"the next hashed owner '{token.Text}' is not Base32 (extended hex)");

            pending = (pending << 5) | digit;
            bits += 5;
            if (bits < 8)
                continue;

            bits -= 8;
            octets.Add((byte)(pending >> bits));
            pending &= (1 << bits) - 1;
        }

        // Left-over bits are the padding of the last octet, and zero.
        bool isWhole = bits < 5 && pending == 0 && octets.Count is > 0 and <= byte.MaxValue;
        return isWhole
            ? fields.AppendString([.. octets])
            : fields.Fail($"the next hashed owner '{token.Text}' is not a whole number of octets");
    }
}
