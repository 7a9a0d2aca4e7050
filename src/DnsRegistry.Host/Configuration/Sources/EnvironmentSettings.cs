using System.Text.RegularExpressions;

namespace DnsRegistry.Host.Configuration.Sources;

/// <summary>Reads settings from variables: <c>DNSREGISTRY_Dns__Listen__0=127.0.0.1:53</c>, two underscores between the parts.</summary>
internal static partial class EnvironmentSettings
{
    /// <summary>What the name of every variable of this program starts with.</summary>
    public const string Prefix = "DNSREGISTRY_";

    /// <summary>The server that client commands talk to: not a setting of the server.</summary>
    public const string ClientServerVariable = "DNSREGISTRY_SERVER";

    /// <summary>The secret that client commands show: no setting either.</summary>
    public const string ClientTokenVariable = "DNSREGISTRY_TOKEN";

    /// <summary>The certificates that client commands trust: no setting either.</summary>
    public const string ClientCaVariable = "DNSREGISTRY_CA";

    /// <summary>The certificate that client commands show: no setting either.</summary>
    public const string ClientCertificateVariable = "DNSREGISTRY_CERT";

    /// <summary>Its key: no setting either.</summary>
    public const string ClientKeyVariable = "DNSREGISTRY_KEY";

    private static readonly string[] s_ofClients =
        [ClientServerVariable, ClientTokenVariable, ClientCaVariable, ClientCertificateVariable, ClientKeyVariable];

    /// <summary>The settings among some variables.</summary>
    public static SettingSection Read(IEnumerable<KeyValuePair<string, string>> variables)
    {
        var leaves = new List<(string[] Path, SettingValue Value)>();
        foreach ((string name, string value) in variables.OrderBy(variable => variable.Key, StringComparer.Ordinal))
        {
            if (name.StartsWith(Prefix, StringComparison.Ordinal) && !s_ofClients.Contains(name) && !ServiceLink().IsMatch(name))
                leaves.Add((name[Prefix.Length..].Split("__"), new SettingValue(name, SettingKind.Untyped, value)));
        }

        return Section(Prefix, leaves, depth: 0);
    }

    /// <summary>
    /// What Kubernetes puts into every container of a namespace that has a service called <c>dnsregistry</c>:
    /// <c>DNSREGISTRY_SERVICE_HOST</c>, <c>DNSREGISTRY_PORT_53_UDP_ADDR</c>. They are nobody's settings.
    /// </summary>
    [GeneratedRegex("^DNSREGISTRY_(SERVICE_HOST|SERVICE_PORT(_[A-Z0-9_]+)?|PORT(_[0-9]+_(TCP|UDP)(_(PROTO|PORT|ADDR))?)?)$")]
    private static partial Regex ServiceLink();

    private static SettingSection Section(string origin, IEnumerable<(string[] Path, SettingValue Value)> leaves, int depth)
    {
        var entries = new List<SettingEntry>();
        foreach (IGrouping<string, (string[] Path, SettingValue Value)> group in leaves.GroupBy(
            leaf => leaf.Path[depth], StringComparer.OrdinalIgnoreCase))
        {
            // A variable may be both a value and the start of longer ones; both are kept, and one of them is then a fault.
            foreach ((string[] _, SettingValue value) in group.Where(leaf => leaf.Path.Length == depth + 1))
                entries.Add(new SettingEntry(group.Key, value.Origin, value));

            List<(string[] Path, SettingValue Value)> deeper = [.. group.Where(leaf => leaf.Path.Length > depth + 1)];
            if (deeper.Count > 0)
                entries.Add(new SettingEntry(group.Key, deeper[0].Value.Origin, Section(deeper[0].Value.Origin, deeper, depth + 1)));
        }

        return new SettingSection(origin, entries);
    }
}
