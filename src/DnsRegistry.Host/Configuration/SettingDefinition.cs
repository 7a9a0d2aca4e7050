using DnsRegistry.Host.Configuration.Sources;

namespace DnsRegistry.Host.Configuration;

/// <summary>One key that may be set.</summary>
/// <param name="Key">Its full name, sections joined by colons.</param>
/// <param name="Apply">The settings with this one replaced by what a source says.</param>
internal sealed record SettingDefinition(string Key, Func<ServerSettings, SettingNode, SettingReader, ServerSettings> Apply);
