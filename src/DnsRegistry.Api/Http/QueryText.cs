using System.Globalization;
using DnsRegistry.Registry.Validation;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace DnsRegistry.Api.Http;

/// <summary>Reads the parameters behind the <c>?</c>. Those a call does not know are left alone, as is usual in HTTP.</summary>
internal static class QueryText
{
    /// <summary>The value of a parameter; null when it is not given or given twice.</summary>
    public static string? Single(HttpContext context, string name, List<FieldFault> faults)
    {
        if (!context.Request.QueryString.HasValue || !context.Request.Query.TryGetValue(name, out StringValues values))
            return null;
        if (values.Count == 1)
            return values[0];

        faults.Add(new FieldFault(name, "is given more than once"));
        return null;
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
