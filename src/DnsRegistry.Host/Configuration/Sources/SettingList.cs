namespace DnsRegistry.Host.Configuration.Sources;

/// <summary>Several values in order.</summary>
/// <param name="Origin">Where the list starts.</param>
/// <param name="Items">The values.</param>
internal sealed record SettingList(string Origin, IReadOnlyList<SettingNode> Items) : SettingNode(Origin)
{
    /// <inheritdoc/>
    public override string Describe() => string.Join(", ", Items.Select(item => item.Describe()));
}
