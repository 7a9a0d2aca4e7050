using System.Collections;
using DnsRegistry.Host.Configuration.Sources;

namespace DnsRegistry.Host.Configuration;

/// <summary>Builds the settings: options over variables over the file over the defaults.</summary>
internal static class SettingsLoader
{
    /// <summary>The configuration file that is read when none is named.</summary>
    public const string DefaultFile = "dnsregistry.json";

    /// <summary>Reads and checks everything.</summary>
    /// <param name="arguments">What the command line says.</param>
    /// <param name="faults">Takes everything that is wrong; what was read may be used only if there is nothing.</param>
    /// <returns>The settings, and what is set by key.</returns>
    public static (ServerSettings Settings, IReadOnlyDictionary<string, string> Values) Load(
        ServerArguments arguments, ICollection<SettingFault> faults) =>
        Load(arguments, Environment.GetEnvironmentVariables(), faults);

    /// <inheritdoc cref="Load(ServerArguments, ICollection{SettingFault})"/>
    public static (ServerSettings Settings, IReadOnlyDictionary<string, string> Values) Load(
        ServerArguments arguments, IDictionary environment, ICollection<SettingFault> faults)
    {
        SettingBinder binder = Bind(arguments, environment, faults);
        SettingRules.Check(binder, faults);
        return (binder.Settings, binder.Values);
    }

    /// <summary>Reads where the data folder is, whatever else may be wrong.</summary>
    /// <param name="arguments">What the command line says.</param>
    /// <param name="faults">Takes what makes it uncertain.</param>
    public static string LoadDataFolder(ServerArguments arguments, ICollection<SettingFault> faults)
    {
        var all = new List<SettingFault>();
        SettingBinder binder = Bind(arguments, Environment.GetEnvironmentVariables(), all);
        foreach (SettingFault fault in all.Where(fault => fault.Key is null or SettingTable.Data))
            faults.Add(fault);
        return binder.Settings.DataFolder;
    }

    private static SettingBinder Bind(ServerArguments arguments, IDictionary environment, ICollection<SettingFault> faults)
    {
        var binder = new SettingBinder(faults);
        if ((arguments.ConfigFile ?? FileIfThere(DefaultFile)) is string path && SettingsFile.Read(path, faults) is SettingSection file)
            binder.Apply(file);

        binder.Apply(EnvironmentSettings.Read(
            environment.Cast<DictionaryEntry>().Select(entry => KeyValuePair.Create((string)entry.Key, (string?)entry.Value ?? ""))));
        binder.Apply(arguments.Options);
        return binder;
    }

    private static string? FileIfThere(string path) => File.Exists(path) ? path : null;
}
