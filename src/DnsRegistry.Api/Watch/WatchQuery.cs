using System.Globalization;
using DnsRegistry.Api.Http;
using DnsRegistry.Registry.Validation;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace DnsRegistry.Api.Watch;

/// <summary>What a client wants to be told.</summary>
/// <param name="Service">The service of interest, lower-cased; null for all.</param>
/// <param name="Since">The revision of the last thing that it knows; null when it wants to know what comes from now on.</param>
internal readonly record struct WatchQuery(string? Service, long? Since)
{
    /// <summary>The header with which an event stream that was cut off is resumed.</summary>
    public const string LastEventId = "Last-Event-ID";

    /// <summary>
    /// Reads the parameters. A client that resumes repeats its old address, so what it says of its last event counts more.
    /// </summary>
    public static WatchQuery Read(HttpContext context, List<FieldFault> faults)
    {
        string? service = QueryText.Single(context, "service", faults) is string text ? LabelText.Lower(text) : null;
        if (service is not null && LabelRules.FaultOf(service) is string fault)
            faults.Add(new FieldFault("service", fault));

        long? since = PollQuery.ReadIndex(context, "since", faults);
        return new WatchQuery(service, ReadLastEventId(context, faults) ?? since);
    }

    private static long? ReadLastEventId(HttpContext context, List<FieldFault> faults)
    {
        StringValues values = context.Request.Headers[LastEventId];
        if (values.Count == 0 || string.IsNullOrEmpty(values[0]))
            return null;
        if (values.Count == 1 && long.TryParse(values[0], NumberStyles.None, CultureInfo.InvariantCulture, out long id))
            return id;

        faults.Add(new FieldFault(LastEventId, $"'{values}' is not the id of an event, which is a whole number"));
        return null;
    }
}
