using DnsRegistry.Api.Json;
using DnsRegistry.Registry.Instances;

namespace DnsRegistry.Api.Registrations;

/// <summary>Reads <c>check</c>: one of <c>tcp</c>, <c>http</c> and <c>grpc</c>, how often, and what to make of it.</summary>
internal static class CheckReader
{
    /// <summary>Seconds between two checks where the client does not say.</summary>
    public const int DefaultIntervalSeconds = 10;

    // The first three are in the order of HealthCheckKind.
    private static readonly KnownFields s_fields = new("tcp", "http", "grpc", "intervalSeconds", "timeoutSeconds", "failures", "passes");

    /// <summary>Reads the object under the cursor.</summary>
    /// <returns>Null when no check can be made of it.</returns>
    public static HealthCheck? Read(ref StrictReader reader)
    {
        if (!reader.TryOpenObject("check"))
            return null;

        HealthCheck? check = null;
        int kinds = 0;
        int interval = DefaultIntervalSeconds;
        int? timeout = null;
        int failures = HealthCheck.DefaultFailures;
        int passes = HealthCheck.DefaultPasses;
        uint seen = 0;
        while (reader.NextField(s_fields, "check.", ref seen, out int field))
        {
            switch (s_fields[field])
            {
                case "intervalSeconds":
                    interval = reader.ReadWholeNumber("check.intervalSeconds") ?? interval;
                    break;
                case "timeoutSeconds":
                    timeout = reader.ReadWholeNumber("check.timeoutSeconds");
                    break;
                case "failures":
                    failures = reader.ReadWholeNumber("check.failures") ?? failures;
                    break;
                case "passes":
                    passes = reader.ReadWholeNumber("check.passes") ?? passes;
                    break;
                default:
                    kinds++;
                    check = ReadTarget(ref reader, (HealthCheckKind)field) ?? check;
                    break;
            }
        }

        if (kinds != 1)
            reader.Add("check", "needs exactly one of tcp, http and grpc");
        return check is null ? null : new HealthCheck(check.Kind, check.Target, interval)
        {
            TimeoutSeconds = timeout ?? HealthCheck.TimeoutOf(interval),
            Failures = failures,
            Passes = passes,
        };
    }

    /// <summary>The field that stands for a kind of check.</summary>
    public static string NameOf(HealthCheckKind kind) => s_fields[(int)kind];

    private static HealthCheck? ReadTarget(ref StrictReader reader, HealthCheckKind kind)
    {
        string field = "check." + NameOf(kind);
        if (reader.ReadText(field) is not string target)
            return null;

        if (CheckTarget.FaultOf(kind, target) is string fault)
            reader.Add(field, fault);
        return new HealthCheck(kind, target, DefaultIntervalSeconds);
    }
}
