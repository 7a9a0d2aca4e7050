using DnsRegistry.Host.Configuration.Sources;

namespace DnsRegistry.Host.Configuration;

/// <summary>
/// Lays sources over each other, weakest first. A key of a stronger source replaces the whole value of a weaker one, lists
/// included; each source is checked in full, whether or not another one overrides it.
/// </summary>
/// <param name="faults">Takes what is wrong.</param>
internal sealed class SettingBinder(ICollection<SettingFault> faults)
{
    private readonly SettingReader _reader = new(faults);
    private readonly Dictionary<string, SettingNode> _inForce = [];

    /// <summary>The settings of all sources applied so far.</summary>
    public ServerSettings Settings { get; private set; } = new();

    /// <summary>What is set, by key, each as one text.</summary>
    public IReadOnlyDictionary<string, string> Values => _inForce.ToDictionary(entry => entry.Key, entry => entry.Value.Describe());

    /// <summary>Where the value in force of a key was set; the key itself when nobody set it.</summary>
    public string OriginOf(string key) => _inForce.TryGetValue(key, out SettingNode? node) ? node.Origin : key;

    /// <summary>Whether any source sets this key.</summary>
    public bool IsSet(string key) => _inForce.ContainsKey(key);

    /// <summary>Applies a source that is stronger than those before.</summary>
    public void Apply(SettingSection source) => Apply(source, prefix: "");

    private void Apply(SettingSection section, string prefix)
    {
        foreach (SettingEntry entry in section.Entries)
        {
            string key = prefix + entry.Name;
            _reader.Key = key;
            SettingDefinition? definition = SettingTable.All.FirstOrDefault(
                candidate => candidate.Key.Equals(key, StringComparison.OrdinalIgnoreCase));
            if (definition is not null)
            {
                Settings = definition.Apply(Settings, entry.Value, _reader);
                _inForce[definition.Key] = entry.Value;
            }
            else if (!SettingTable.All.Any(candidate => IsBelow(candidate.Key, key)))
            {
                _reader.Fault(entry.NameOrigin, $"there is no such setting; known here: {KnownAt(prefix)}");
            }
            else if (entry.Value is SettingSection inner)
            {
                Apply(inner, key + ":");
            }
            else
            {
                _reader.Fault(entry.Value, $"must be a section that holds {KnownAt(key + ":")}");
            }
        }
    }

    private static bool IsBelow(string key, string section) =>
        key.Length > section.Length && key[section.Length] == ':' && key.StartsWith(section, StringComparison.OrdinalIgnoreCase);

    /// <summary>What could have been meant.</summary>
    private static string KnownAt(string prefix)
    {
        IEnumerable<string> names = SettingTable.All
            .Where(definition => definition.Key.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            .Select(definition => definition.Key[prefix.Length..].Split(':')[0])
            .Distinct();
        return string.Join(", ", names);
    }
}
