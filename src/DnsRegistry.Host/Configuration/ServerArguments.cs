using DnsRegistry.Host.Configuration.Sources;

namespace DnsRegistry.Host.Configuration;

/// <summary>What the command line says about the server. Kept for the life of the process: a reload starts from it again.</summary>
/// <param name="ConfigFile">The configuration file, or null for <c>dnsregistry.json</c> if there is one.</param>
/// <param name="Options">The settings that have options of their own.</param>
internal sealed record ServerArguments(string? ConfigFile, SettingSection Options);
