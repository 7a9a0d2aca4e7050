namespace DnsRegistry.Host.Configuration.Sources;

/// <summary>How a value was written.</summary>
internal enum SettingKind
{
    /// <summary>A variable or an option: they know only text, so it may stand for a number or a truth value too.</summary>
    Untyped,

    /// <summary>A JSON string.</summary>
    Text,

    /// <summary>A JSON number.</summary>
    Number,

    /// <summary>JSON <c>true</c> or <c>false</c>.</summary>
    Boolean,

    /// <summary>JSON <c>null</c>.</summary>
    Null,
}
