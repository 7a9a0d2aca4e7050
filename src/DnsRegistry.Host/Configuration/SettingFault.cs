namespace DnsRegistry.Host.Configuration;

/// <summary>One thing that is wrong with the configuration.</summary>
/// <param name="Origin">Where it was set: file:line:column, the name of the variable, or the option.</param>
/// <param name="Key">The key that is wrong; null when the source itself is.</param>
/// <param name="Message">What is wrong, as a sentence without its full stop.</param>
internal readonly record struct SettingFault(string Origin, string? Key, string Message)
{
    /// <summary>The line that the operator reads.</summary>
    public override string ToString() => Key is null ? $"{Origin}: {Message}" : $"{Origin}: {Key}: {Message}";
}
