using System.Globalization;

namespace DnsRegistry.Wire.Records.Presentation;

/// <summary>LOC (RFC 1876): a place on earth, for example <c>52 22 23.000 N 4 53 32.000 E -2.00m 0.00m 10000m 10m</c>.</summary>
internal static class LocationRdata
{
    private const uint Equator = 1u << 31;
    private const decimal MetresBelow = 100_000m;
    private const decimal MaxCentimetres = 9_000_000_000m;

    internal static bool Read(RdataFields fields)
    {
        if (!TryTakeAngle(fields, "latitude", 90, 'N', 'S', out uint latitude)
            || !TryTakeAngle(fields, "longitude", 180, 'E', 'W', out uint longitude)
            || !TryTakeCentimetres(fields, "altitude", out decimal altitude)
            || !TryTakePrecision(fields, "size", 1_00, out byte size)
            || !TryTakePrecision(fields, "horizontal precision", 10_000_00, out byte horizontal)
            || !TryTakePrecision(fields, "vertical precision", 10_00, out byte vertical))
        {
            return false;
        }

        decimal aboveReference = altitude + (MetresBelow * 100);
        if (aboveReference is < 0 or > uint.MaxValue)
            return fields.Fail("the altitude is outside -100000m to 42849672.95m");

        const byte Version = 0;
        return fields.Append([Version, size, horizontal, vertical])
            && fields.AppendUInt32(latitude)
            && fields.AppendUInt32(longitude)
            && fields.AppendUInt32((uint)aboveReference);
    }

    /// <summary>Degrees, perhaps minutes and seconds, and a direction: thousandths of an arc second from 2^31 (RFC 1876 §2).</summary>
    private static bool TryTakeAngle(
        RdataFields fields, string what, int maxDegrees, char positive, char negative, out uint angle)
    {
        angle = 0;
        Span<decimal> parts = stackalloc decimal[3];
        parts.Clear();
        for (int count = 0; fields.TryTake(what, out PresentationToken token); count++)
        {
            char direction = token.Text.Length == 1 ? char.ToUpperInvariant(token.Text[0]) : '\0';
            if (count > 0 && (direction == positive || direction == negative))
            {
                decimal thousandths = ((((parts[0] * 60) + parts[1]) * 60) + parts[2]) * 1000;
                if (thousandths > maxDegrees * 3_600_000m)
                    return fields.Fail($"the {what} is more than {maxDegrees} degrees");

                angle = direction == positive ? Equator + (uint)thousandths : Equator - (uint)thousandths;
                return true;
            }

            NumberStyles styles = count == 2 ? NumberStyles.AllowDecimalPoint : NumberStyles.None;
            if (count == 3
                || !decimal.TryParse(token.Text, styles, CultureInfo.InvariantCulture, out parts[count])
                || parts[count] > (count == 0 ? maxDegrees : 59.999m))
            {
                return fields.Fail($"the {what} wants degrees, minutes, seconds and {positive} or {negative}, not '{token.Text}'");
            }
        }

        return false;
    }

    private static bool TryTakeCentimetres(RdataFields fields, string what, out decimal centimetres)
    {
        centimetres = 0;
        if (!fields.TryTake(what, out PresentationToken token))
            return false;

        ReadOnlySpan<char> metres = token.Text.AsSpan().TrimEnd("mM");
        const NumberStyles Styles = NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign;
        if (!decimal.TryParse(metres, Styles, CultureInfo.InvariantCulture, out decimal value) || Math.Abs(value) > MaxCentimetres)
            return fields.Fail($"the {what} wants metres, not '{token.Text}'");

        centimetres = decimal.Truncate(value * 100);
        return true;
    }

    /// <summary>Centimetres as one decimal digit and a power of ten, a nibble each (RFC 1876 §2); may be left out.</summary>
    private static bool TryTakePrecision(RdataFields fields, string what, decimal defaultCentimetres, out byte precision)
    {
        precision = 0;
        decimal centimetres = defaultCentimetres;
        if (fields.HasMore && !TryTakeCentimetres(fields, what, out centimetres))
            return false;
        if (centimetres is < 0 or > MaxCentimetres)
            return fields.Fail($"the {what} is outside 0m to 90000000m");

        int exponent = 0;
        for (; centimetres >= 10; exponent++)
            centimetres = decimal.Truncate(centimetres / 10);

        precision = (byte)(((int)centimetres << 4) | exponent);
        return true;
    }
}
