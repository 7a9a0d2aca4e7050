namespace DnsRegistry.Host.Configuration.Sources;

/// <summary>Values by name.</summary>
/// <param name="Origin">Where the section starts.</param>
/// <param name="Entries">What it holds, in the order written.</param>
internal sealed record SettingSection(string Origin, IReadOnlyList<SettingEntry> Entries) : SettingNode(Origin)
{
    /// <inheritdoc/>
    public override string Describe() => string.Join("; ", Entries.Select(entry => $"{entry.Name}: {entry.Value.Describe()}"));
}
