namespace DnsRegistry.Host.Configuration.Sources;

/// <summary>A single value.</summary>
/// <param name="Origin">Where it was set.</param>
/// <param name="Kind">How it was written.</param>
/// <param name="Text">The value itself; JSON escapes are resolved.</param>
internal sealed record SettingValue(string Origin, SettingKind Kind, string Text) : SettingNode(Origin)
{
    /// <inheritdoc/>
    public override string Describe() => Text;
}
