using DnsRegistry.Api.Json;
using DnsRegistry.Registry.Ejection;
using DnsRegistry.Registry.Validation;

namespace DnsRegistry.Api.Reports;

/// <summary>Reads a report: <c>outcome</c>, how many of it, and who says so.</summary>
internal sealed class ReportReader
{
    /// <summary>Characters of a reporter's name, at most.</summary>
    public const int MaxReporterCharacters = 64;

    private static readonly KnownFields s_fields = new("outcome", "count", "reporter");

    private bool _hasOutcome;

    /// <summary>Whether the requests failed.</summary>
    public bool IsFailure { get; private set; }

    /// <summary>How many requests the report is about.</summary>
    public int Count { get; private set; } = 1;

    /// <summary>The name that the caller gives itself, or null.</summary>
    public string? Name { get; private set; }

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
            switch (s_fields[field])
            {
                case "outcome":
                    ReadOutcome(ref reader);
                    break;
                case "count":
                    Count = reader.ReadWholeNumber("count", 1, OutcomeReport.MaxCount) ?? 1;
                    break;
                default:
                    ReadName(ref reader);
                    break;
            }
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

    private void ReadName(ref StrictReader reader)
    {
        Name = reader.ReadText("reporter");
        if (Name is { Length: 0 or > MaxReporterCharacters })
            reader.Add("reporter", $"must have 1 to {MaxReporterCharacters} characters");
    }
}
