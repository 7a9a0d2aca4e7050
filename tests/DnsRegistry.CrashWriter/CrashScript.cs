using DnsRegistry.Registry.Instances;
using DnsRegistry.Registry.Services;
using DnsRegistry.Registry.Storage;
using DnsRegistry.Testing.Registrations;
using DnsRegistry.Testing.Storage;
using DnsRegistry.Zones.Routes;

namespace DnsRegistry.CrashWriter;

/// <summary>What each revision writes: the process that is killed and the test that looks at the remains both know it.</summary>
public static class CrashScript
{
    private const int Instances = 300;
    private const int MaxChanges = 40;

    /// <summary>The commit that leads to a revision; it follows from the seed alone.</summary>
    public static StoreCommit CommitOf(int seed, long revision)
    {
        var random = new Random(HashCode(seed, revision));
        var changes = new Dictionary<InstanceKey, InstanceWrite>();
        for (int left = random.Next(MaxChanges); left >= 0; left--)
        {
            StoredInstance instance = InstanceOf(random.Next(Instances), revision);
            changes[instance.Key] = new InstanceWrite(instance.Key, random.Next(4) == 0 ? null : instance);
        }

        var settings = new StoredSettings($"s{random.Next(10)}", new ServiceSettings { TtlSeconds = (int)(revision % 3600) }, revision);
        InstanceKey overridden = InstanceOf(random.Next(Instances), revision).Key;
        var stored = new StoredOverride(overridden, new InstanceOverride { Weight = (int)(revision % 65_536) }, revision);
        StoredRoutes routes = RoutesOf($"s{random.Next(10)}", random.Next(4), revision);
        return Commits.Of(revision, changes.Values, [new SettingsWrite(settings.Service, random.Next(4) == 0 ? null : settings)]) with
        {
            Routes = [new RoutesWrite(routes.Service, random.Next(4) == 0 ? null : routes)],
            Overrides = [new OverrideWrite(overridden, random.Next(4) == 0 ? null : stored)],
        };
    }

    private static StoredInstance InstanceOf(int number, long revision) =>
        new RegistrationBuilder($"s{number % 10}", $"i{number}")
            .WithMetadata("revision", $"{revision}")
            .WithMetadata("filling", new string('x', number))
            .BuildStored(generation: revision, revision: revision);

    private static StoredRoutes RoutesOf(string service, int rules, long revision) => new(
        service,
        [.. Enumerable.Range(0, rules).Select(i => new RouteRule { Name = $"r{i}", Action = RouteAction.ToVersion($"v{revision}") })],
        revision);

    // Not System.HashCode: that one has another seed in every process.
    private static int HashCode(int seed, long revision) => unchecked((int)((seed * 0x9E3779B1L) ^ (revision * 0x85EBCA77L)));
}
