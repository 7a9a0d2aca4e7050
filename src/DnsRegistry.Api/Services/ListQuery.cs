using System.Globalization;
using DnsRegistry.Api.Http;
using DnsRegistry.Api.Watch;
using DnsRegistry.Registry.Instances;
using DnsRegistry.Registry.Validation;
using Microsoft.AspNetCore.Http;

namespace DnsRegistry.Api.Services;

/// <summary>The parameters that all lists have in common.</summary>
/// <param name="Filter">What to list.</param>
/// <param name="Limit">Items of one page, at most.</param>
/// <param name="After">The last name or id of the page before; empty for the first page.</param>
internal sealed record ListQuery(InstanceFilter Filter, int Limit, string After)
{
    /// <summary>Items of a page where the caller does not say.</summary>
    public const int DefaultLimit = 100;

    /// <summary>Items of a page, at most.</summary>
    public const int MaxLimit = 1000;

    /// <summary>What the caller has seen already; null when it does not wait for anything else.</summary>
    public PollQuery? Poll { get; init; }

    /// <summary>Reads the parameters.</summary>
    /// <param name="context">The call.</param>
    /// <param name="kind">The kind of list, whose cursors are not those of another kind.</param>
    /// <param name="faults">Gets what is wrong.</param>
    public static ListQuery Read(HttpContext context, CursorKind kind, List<FieldFault> faults)
    {
        var filter = new InstanceFilter(
            Lowered(context, "zone", faults),
            Lowered(context, "group", faults),
            Lowered(context, "version", faults)?.Replace('.', '-'),
            Health(context, faults));
        return new ListQuery(filter.IsOpen ? InstanceFilter.Open : filter, ReadLimit(context, faults), ReadCursor(context, kind, faults))
        {
            Poll = PollQuery.Read(context, faults),
        };
    }

    private static string? Lowered(HttpContext context, string name, List<FieldFault> faults) =>
        QueryText.Single(context, name, faults) is string text ? LabelText.Lower(text) : null;

    private static InstanceState? Health(HttpContext context, List<FieldFault> faults)
    {
        switch (QueryText.Single(context, "health", faults))
        {
            case null:
                return null;
            case "passing":
                return InstanceState.Passing;
            case "critical":
                return InstanceState.Critical;
            case string other:
                faults.Add(new FieldFault("health", $"'{other}' is neither 'passing' nor 'critical'"));
                return null;
        }
    }

    private static int ReadLimit(HttpContext context, List<FieldFault> faults)
    {
        if (QueryText.Single(context, "limit", faults) is not string text)
            return DefaultLimit;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int limit) && limit is >= 1 and <= MaxLimit)
            return limit;

        faults.Add(new FieldFault("limit", $"must be a whole number from 1 to {MaxLimit}"));
        return DefaultLimit;
    }

    private static string ReadCursor(HttpContext context, CursorKind kind, List<FieldFault> faults)
    {
        if (QueryText.Single(context, "cursor", faults) is not string text)
            return "";
        if (Cursor.TryRead(text, kind, out string after))
            return after;

        faults.Add(new FieldFault("cursor", "is not a cursor of this list; leave it out to begin again"));
        return "";
    }
}
