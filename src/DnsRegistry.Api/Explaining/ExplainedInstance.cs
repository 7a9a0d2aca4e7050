using DnsRegistry.Registry;
using DnsRegistry.Registry.Instances;
using DnsRegistry.Registry.Services;
using DnsRegistry.Zones.Tracing;

namespace DnsRegistry.Api.Explaining;

/// <summary>One instance that the labels of a name stand for.</summary>
/// <param name="Instance">The instance.</param>
/// <param name="Reasons">What keeps it out of answers; nothing for one that takes part.</param>
internal sealed record ExplainedInstance(ServiceInstance Instance, IReadOnlyList<string> Reasons)
{
    /// <summary>Instances listed at most.</summary>
    public const int Most = 100;

    /// <summary>Those with the labels that were read from the name, in the order of their ids.</summary>
    public static IReadOnlyList<ExplainedInstance> Of(IReadOnlyList<AnswerStep> steps, ServiceRegistry registry)
    {
        IReadOnlyList<KeyValuePair<string, object>> labels = steps.FirstOrDefault(step => step.Kind == AnswerStepKind.Name)?.Facts ?? [];
        if (Fact(labels, "service") is not string service || registry.FindService(service) is not ServiceView view)
            return [];

        return
        [
            .. view.Instances
                .Where(instance => IsOf(instance.Registration, labels))
                .Take(Most)
                .Select(instance => new ExplainedInstance(instance, [.. ReasonsOf(instance, registry.FindOverride(instance.Key))])),
        ];
    }

    /// <summary>The service that a name stands for by its labels; null where it stands for none.</summary>
    public static string? ServiceOf(AnswerStep name) => Fact(name.Facts, "service");

    private static bool IsOf(Registration registration, IReadOnlyList<KeyValuePair<string, object>> labels) =>
        Fits(labels, "zone", registration.Zone)
        && Fits(labels, "group", registration.Group)
        && Fits(labels, "version", registration.Version.Replace('.', '-'))
        && (Fact(labels, "id") is not string id || id.StartsWith("ip-", StringComparison.Ordinal) || id == registration.Key.Id);

    private static bool Fits(IReadOnlyList<KeyValuePair<string, object>> labels, string name, string value) =>
        Fact(labels, name) is not string label || label == value;

    private static string? Fact(IReadOnlyList<KeyValuePair<string, object>> facts, string name) =>
        facts.FirstOrDefault(fact => fact.Key == name).Value as string;

    private static IEnumerable<string> ReasonsOf(ServiceInstance instance, InstanceOverride? said)
    {
        if (instance.Faults.HasFlag(HealthFaults.LeaseEnded))
            yield return "its lease has ended";
        if (instance.Faults.HasFlag(HealthFaults.CheckFailing))
            yield return "its check fails";
        if (instance.Faults.HasFlag(HealthFaults.Ejected))
            yield return "callers report failures, so it is ejected";
        if (instance.Faults.HasFlag(HealthFaults.Flapping))
            yield return "its lease has ended again and again, and it has to keep one first";
        if (said is { IsEnabled: false })
            yield return "an operator has disabled it";
        if (said is { IsDraining: true })
            yield return "an operator lets it drain";
        if (said is { Weight: 0 })
            yield return "an operator has set its weight to 0";
    }
}
