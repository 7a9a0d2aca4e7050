namespace DnsRegistry.Host.Configuration.Sources;

/// <summary>One named value of a section.</summary>
/// <param name="Name">The name as written.</param>
/// <param name="NameOrigin">Where the name stands.</param>
/// <param name="Value">The value.</param>
internal readonly record struct SettingEntry(string Name, string NameOrigin, SettingNode Value);
