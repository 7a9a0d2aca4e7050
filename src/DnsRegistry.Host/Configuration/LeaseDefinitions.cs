using DnsRegistry.Host.Configuration.Sources;
using DnsRegistry.Registry.Leases.Flapping;
using DnsRegistry.Registry.Leases.Guarding;
using DnsRegistry.Registry.Validation;

namespace DnsRegistry.Host.Configuration;

/// <summary>The keys of the <c>Leases</c> section.</summary>
internal static class LeaseDefinitions
{
    private const int MostLeases = 1000;
    private const int MostSeconds = 3600;
    private const int MostProbes = 4096;
    private const int MostMilliseconds = 60_000;
    private const int MostInstances = 100_000_000;

    /// <summary>The definitions, in the order of the README.</summary>
    public static IReadOnlyList<SettingDefinition> All { get; } =
    [
        Leases("DefaultSeconds", (leases, node, read) => leases with
        {
            DefaultSeconds = read.WholeNumber(
                node, RegistrationRules.MinLeaseSeconds, RegistrationRules.MaxLeaseSeconds, leases.DefaultSeconds),
        }),
        Guard("SharePercent", (guard, node, read) => guard with { SharePercent = read.WholeNumber(node, 0, 100, guard.SharePercent) }),
        Guard(
            "LeastLeases", (guard, node, read) => guard with { LeastLeases = read.WholeNumber(node, 1, MostInstances, guard.LeastLeases) }),
        Guard("HoldLeases", (guard, node, read) => guard with { HoldLeases = read.WholeNumber(node, 1, MostLeases, guard.HoldLeases) }),
        Guard("WithdrawPercent", (guard, node, read) => guard with
        {
            WithdrawPercent = read.WholeNumber(node, 0, 100, guard.WithdrawPercent),
        }),
        Guard("PassSeconds", (guard, node, read) => guard with
        {
            PassInterval = TimeSpan.FromSeconds(read.WholeNumber(node, 1, MostSeconds, (int)guard.PassInterval.TotalSeconds)),
        }),
        Guard("ProbeTimeoutMilliseconds", (guard, node, read) => guard with
        {
            ProbeTimeout = TimeSpan.FromMilliseconds(
                read.WholeNumber(node, 1, MostMilliseconds, (int)guard.ProbeTimeout.TotalMilliseconds)),
        }),
        Guard(
            "ProbesAtOnce", (guard, node, read) => guard with { ProbesAtOnce = read.WholeNumber(node, 1, MostProbes, guard.ProbesAtOnce) }),
        Flapping("Lapses", (flapping, node, read) => flapping with { Lapses = read.WholeNumber(node, 0, MostLeases, flapping.Lapses) }),
        Flapping("WindowLeases", (flapping, node, read) => flapping with
        {
            WindowLeases = read.WholeNumber(node, 1, MostLeases, flapping.WindowLeases),
        }),
    ];

    private static SettingDefinition Leases(string key, Func<LeaseSettings, SettingNode, SettingReader, LeaseSettings> apply) =>
        new($"Leases:{key}", (settings, node, read) => settings with { Leases = apply(settings.Leases, node, read) });

    private static SettingDefinition Guard(string key, Func<ExpiryGuardOptions, SettingNode, SettingReader, ExpiryGuardOptions> apply) =>
        Leases($"Guard:{key}", (leases, node, read) => leases with { Guard = apply(leases.Guard, node, read) });

    private static SettingDefinition Flapping(string key, Func<FlapOptions, SettingNode, SettingReader, FlapOptions> apply) =>
        Leases($"Flapping:{key}", (leases, node, read) => leases with { Flapping = apply(leases.Flapping, node, read) });
}
