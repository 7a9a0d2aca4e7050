namespace DnsRegistry.Wire.Names;

/// <summary>Why a text is not a domain name.</summary>
public enum NameFault
{
    /// <summary>It is one.</summary>
    None,

    /// <summary>Nothing was given.</summary>
    Empty,

    /// <summary>Two dots in a row, or a dot at the start.</summary>
    EmptyLabel,

    /// <summary>A label of more than 63 octets.</summary>
    LabelTooLong,

    /// <summary>More than 255 octets in wire form.</summary>
    NameTooLong,

    /// <summary>A backslash that is followed by neither a character nor three digits up to 255.</summary>
    BadEscape,

    /// <summary>A character outside US-ASCII that is not escaped.</summary>
    NotAscii,
}

/// <summary>The words for a <see cref="NameFault"/>.</summary>
public static class NameFaultText
{
    /// <summary>A phrase that completes "the name has ...".</summary>
    public static string Describe(this NameFault fault) => fault switch
    {
        NameFault.Empty => "it is empty",
        NameFault.EmptyLabel => "it has an empty label",
        NameFault.LabelTooLong => "a label has more than 63 octets",
        NameFault.NameTooLong => "it has more than 255 octets",
        NameFault.BadEscape => "a backslash wants a character or three digits up to 255 behind it",
        NameFault.NotAscii => "a character outside ASCII must be written as \\DDD, or the label in its xn-- form",
        _ => "nothing is wrong",
    };
}
