using System.Globalization;
using System.Text.Json;
using DnsRegistry.Api.Json;
using DnsRegistry.Registry.Validation;
using Microsoft.AspNetCore.Http;

namespace DnsRegistry.Api.Problems;

/// <summary>One problem as a client is told of it (RFC 9457).</summary>
/// <param name="Kind">Which.</param>
/// <param name="Detail">What happened this time; null where the title says all.</param>
/// <param name="Faults">The fields at fault, in the order found.</param>
internal readonly record struct Problem(ProblemKind Kind, string? Detail, IReadOnlyList<FieldFault> Faults)
{
    /// <summary>Faults told at most; a body full of nonsense is not worth an answer many times its size.</summary>
    public const int MaxFaults = 1000;

    /// <summary>A problem that is not about fields.</summary>
    public Problem(ProblemKind kind, string? detail = null)
        : this(kind, detail, [])
    {
    }

    /// <summary>The problem that these faults make.</summary>
    public static Problem Of(IReadOnlyList<FieldFault> faults)
    {
        string detail = faults.Count switch
        {
            1 => "1 fault was found; nothing was changed.",
            <= MaxFaults => $"{faults.Count} faults were found; nothing was changed.",
            _ => $"{faults.Count} faults were found, the first {MaxFaults} are listed; nothing was changed.",
        };
        return new Problem(ProblemKind.InvalidRequest, detail, faults);
    }

    /// <summary>When trying again may help, where that depends on more than the kind.</summary>
    public int? RetryAfterSeconds { get; init; }

    /// <summary>Somebody calls too often.</summary>
    /// <param name="wait">When the next call is welcome.</param>
    public static Problem TooManyRequests(TimeSpan wait)
    {
        int seconds = (int)Math.Ceiling(wait.TotalSeconds);
        return new Problem(ProblemKind.TooManyRequests, $"Try again in {seconds} s.") { RetryAfterSeconds = seconds };
    }

    /// <summary>Answers a call with this problem.</summary>
    public Task WriteAsync(HttpContext context)
    {
        var type = ProblemType.Of(Kind);
        if ((RetryAfterSeconds ?? type.RetryAfterSeconds) is int seconds)
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return JsonAnswer.WriteAsync(
            context, type.Status, this, static (writer, problem) => problem.WriteTo(writer), JsonAnswer.ProblemContentType);
    }

    /// <summary>Writes the problem as an object.</summary>
    public void WriteTo(Utf8JsonWriter writer)
    {
        var type = ProblemType.Of(Kind);
        writer.WriteStartObject();
        writer.WriteString("type"u8, type.Uri);
        writer.WriteString("title"u8, type.Title);
        writer.WriteNumber("status"u8, type.Status);
        if (Detail is not null)
            writer.WriteString("detail"u8, Detail);
        if (Faults.Count > 0)
            WriteFaults(writer);
        writer.WriteEndObject();
    }

    private void WriteFaults(Utf8JsonWriter writer)
    {
        writer.WriteStartObject("errors"u8);
        foreach (IGrouping<string, FieldFault> field in Faults.Take(MaxFaults).GroupBy(fault => fault.Field, StringComparer.Ordinal))
        {
            writer.WriteStartArray(field.Key.Length == 0 ? "body" : field.Key);
            foreach (FieldFault fault in field)
                writer.WriteStringValue(fault.Message);
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }
}
