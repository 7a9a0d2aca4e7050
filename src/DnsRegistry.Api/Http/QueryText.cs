using System.Globalization;
using DnsRegistry.Registry.Validation;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace DnsRegistry.Api.Http;

/// <summary>
/// Reads the parameters behind the <c>?</c>. Those a call does not know are left alone, as is usual in HTTP. They are few: to look
/// at them all for each one asked for costs less than a dictionary of them.
/// </summary>
internal static class QueryText
{
    /// <summary>The value of a parameter; null when it is not given or given twice.</summary>
    public static string? Single(HttpContext context, string name, List<FieldFault> faults)
    {
        string? value = null;
        foreach (QueryStringEnumerable.EncodedNameValuePair parameter in new QueryStringEnumerable(context.Request.QueryString.Value))
        {
            if (!parameter.DecodeName().Span.Equals(name, StringComparison.OrdinalIgnoreCase))
                continue;
            if (value is not null)
            {
                faults.Add(new FieldFault(name, "is given more than once"));
                return null;
            }

            value = parameter.DecodeValue().ToString();
        }

        return value;
    }

    /// <summary>The generation that a caller acts for; null when it does not say.</summary>
    public static long? Generation(HttpContext context, List<FieldFault> faults)
    {
        if (Single(context, "generation", faults) is not string text)
            return null;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long generation))
            return generation;

        faults.Add(new FieldFault("generation", $"'{text}' is not a generation, which is a whole number"));
        return null;
    }
}
