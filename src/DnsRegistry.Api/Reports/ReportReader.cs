using DnsRegistry.Api.Json;
using DnsRegistry.Registry.Ejection;
using DnsRegistry.Registry.Validation;

namespace DnsRegistry.Api.Reports;

/// <summary>Reads a report: <c>outcome</c>, and how many of it.</summary>
internal sealed class ReportReader
{
    private static readonly KnownFields s_fields = new("outcome", "count");

    private bool _hasOutcome;

    /// <summary>Whether the requests failed.</summary>
    public bool IsFailure { get; private set; }

    /// <summary>How many requests the report is about.</summary>
    public int Count { get; private set; } = 1;

    /// <summary>Reads a body.</summary>
    /// <returns>What it says; not to be used when there are faults.</returns>
    public static ReportReader Read(ReadOnlySpan<byte> json, List<FieldFault> faults)
    {
        var target = new ReportReader();
        bool isJson = StrictJson.Read(
            json, faults, target, static (ref StrictReader reader, ReportReader target) => target.ReadObject(ref reader));
        if (isJson && !target._hasOutcome)
            faults.Add(new FieldFault("outcome", "is missing; say 'failure' or 'success'"));
        return target;
    }

    private void ReadObject(ref StrictReader reader)
    {
        _hasOutcome = !reader.TryOpenObject("");
        if (_hasOutcome)
            return; // not an object: that is fault enough

        uint seen = 0;
        while (reader.NextField(s_fields, "", ref seen, out int field))
        {
            if (s_fields[field] == "outcome")
                ReadOutcome(ref reader);
            else
                Count = reader.ReadWholeNumber("count", 1, OutcomeReport.MaxCount) ?? 1;
        }
    }

    private void ReadOutcome(ref StrictReader reader)
    {
        _hasOutcome = true;
        string? outcome = reader.ReadText("outcome");
        IsFailure = outcome == "failure";
        if (outcome is not (null or "failure" or "success"))
            reader.Add("outcome", $"'{outcome}' is neither 'failure' nor 'success'");
    }
}
