namespace DnsRegistry.Host.Configuration.Sources;

/// <summary>Something that was set: a value, a list or a section.</summary>
/// <param name="Origin">Where: file:line:column, the name of the variable, or the option.</param>
internal abstract record SettingNode(string Origin)
{
    /// <summary>What was set as one text, wherever it was: equal for equal values.</summary>
    public abstract string Describe();
}
