using DnsRegistry.Api.Json;
using DnsRegistry.Registry.Ejection;

namespace DnsRegistry.Api.Settings;

/// <summary>Reads <c>ejection</c>. What is left out has its default.</summary>
internal static class EjectionReader
{
    private const int MaxFailures = 1000;
    private const int MaxLeastReports = 100_000;

    private static readonly KnownFields s_fields = new(
        "enabled", "consecutiveFailures", "failureShare", "windowSeconds", "leastReports", "reporters", "baseSeconds", "maxSeconds",
        "maxShare");

    /// <summary>Reads the object under the cursor.</summary>
    /// <returns>Null when it is none.</returns>
    public static EjectionPolicy? Read(ref StrictReader reader)
    {
        if (!reader.TryOpenObject("ejection"))
            return null;

        EjectionPolicy policy = EjectionPolicy.Default;
        uint seen = 0;
        bool hasMaximum = false;
        while (reader.NextField(s_fields, "ejection.", ref seen, out int field))
        {
            string name = s_fields[field];
            string path = "ejection." + name;
            hasMaximum |= name == "maxSeconds";
            policy = name switch
            {
                "enabled" => policy with { IsEnabled = reader.ReadBoolean(path) ?? true },
                "consecutiveFailures" => policy with { ConsecutiveFailures = ReadWhole(ref reader, path, 0, MaxFailures) },
                "failureShare" => policy with { FailureShare = reader.ReadShare(path) ?? 1 },
                "windowSeconds" => policy with { WindowSeconds = ReadWhole(ref reader, path, 1, EjectionPolicy.MaxWindowSeconds) },
                "leastReports" => policy with { LeastReports = ReadWhole(ref reader, path, 1, MaxLeastReports) },
                "reporters" => policy with { Reporters = ReadWhole(ref reader, path, 1, EjectionPolicy.MaxReporters) },
                "baseSeconds" => policy with { BaseSeconds = ReadWhole(ref reader, path, 1, EjectionPolicy.MaxEjectionSeconds) },
                "maxSeconds" => policy with { MaxSeconds = ReadWhole(ref reader, path, 1, EjectionPolicy.MaxEjectionSeconds) },
                _ => policy with { MaxShare = reader.ReadShare(path) ?? 1 },
            };
        }

        return Check(ref reader, hasMaximum ? policy : policy with { MaxSeconds = Math.Max(policy.MaxSeconds, policy.BaseSeconds) });
    }

    private static EjectionPolicy Check(ref StrictReader reader, EjectionPolicy policy)
    {
        if (policy.MaxSeconds < policy.BaseSeconds)
            reader.Add("ejection.maxSeconds", $"must not be less than baseSeconds, which is {policy.BaseSeconds}");
        if (policy is { IsEnabled: true, ConsecutiveFailures: 0, FailureShare: 0 })
            reader.Add("ejection", "needs consecutiveFailures or failureShare; 'enabled': false switches it off");
        return policy;
    }

    private static int ReadWhole(ref StrictReader reader, string path, int least, int most) =>
        reader.ReadWholeNumber(path, least, most) ?? least;
}
