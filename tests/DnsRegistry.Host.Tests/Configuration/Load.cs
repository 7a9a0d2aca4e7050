using System.Collections;
using DnsRegistry.Host.Configuration;
using DnsRegistry.Host.Configuration.Sources;

namespace DnsRegistry.Host.Tests.Configuration;

/// <summary>Loads settings from texts instead of the machine's files and variables.</summary>
internal static class Load
{
    public static (ServerSettings Settings, IReadOnlyList<string> Faults) File(
        string json, params (string Name, string Value)[] variables) =>
        Everything(json, variables, []);

    public static (ServerSettings Settings, IReadOnlyList<string> Faults) Variables(params (string Name, string Value)[] variables) =>
        Everything("{}", variables, []);

    public static (ServerSettings Settings, IReadOnlyList<string> Faults) Everything(
        string json, (string Name, string Value)[] variables, SettingEntry[] options)
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory().FullName, "test.json");
        System.IO.File.WriteAllText(path, json);
        try
        {
            var faults = new List<SettingFault>();
            var environment = new Hashtable();
            foreach ((string name, string value) in variables)
                environment[name] = value;

            (ServerSettings settings, _) = SettingsLoader.Load(
                new ServerArguments(path, new SettingSection("command line", options)), environment, faults);
            return (settings, [.. faults.Select(fault => fault.ToString().Replace(path, "test.json", StringComparison.Ordinal))]);
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        }
    }
}
