using DnsRegistry.Wire.Names;

namespace DnsRegistry.Registry.Validation;

/// <summary>What may stand as a label in a registered name: letters, digits and inner hyphens, and nothing reserved.</summary>
public static class LabelRules
{
    /// <summary>The label that stands in DNS for the name of a port has an underscore in front.</summary>
    private const int MaxPortNameCharacters = DomainName.MaxLabelOctets - 1;

    /// <summary>Checks a service, zone or group.</summary>
    /// <returns>The rule that the text breaks, or null.</returns>
    public static string? FaultOf(string text) => FaultOfSyntax(text, text) ?? FaultOfReserved(text);

    /// <summary>Checks an id, which may not be <c>default</c> either.</summary>
    /// <returns>The rule that the text breaks, or null.</returns>
    public static string? FaultOfId(string text) =>
        text == Instances.Registration.DefaultLabel ? "'default' is reserved and cannot be an id" : FaultOf(text);

    /// <summary>Checks a version: as a label, but dots are allowed between its parts.</summary>
    /// <returns>The rule that the text breaks, or null.</returns>
    public static string? FaultOfVersion(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Contains("..", StringComparison.Ordinal))
            return $"'{text}' has two dots in a row";
        string label = text.Replace('.', '-');
        return FaultOfSyntax(text, label) ?? FaultOfReserved(label);
    }

    /// <summary>Checks the name of a port.</summary>
    /// <returns>The rule that the text breaks, or null.</returns>
    public static string? FaultOfPortName(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text == Instances.Registration.DefaultLabel)
            return "'default' is reserved for the main port";

        return text.Length > MaxPortNameCharacters
            ? $"it has {text.Length} characters; with the '_' in front a DNS label has at most {DomainName.MaxLabelOctets}"
            : FaultOfSyntax(text, text);
    }

    private static string? FaultOfSyntax(string shown, string label)
    {
        if (label.Length == 0)
            return "it must not be empty";
        if (label.Length > DomainName.MaxLabelOctets)
            return $"it has {label.Length} characters; a DNS label has at most {DomainName.MaxLabelOctets}";
        if (label.StartsWith('_'))
            return $"'{shown}' starts with '_', which is reserved for SRV names";
        if (label.StartsWith('-') || label.EndsWith('-'))
            return $"'{shown}' must start and end with a letter or a digit";

        foreach (char character in label)
        {
            if (!char.IsAsciiLetterOrDigit(character) && character != '-')
                return $"'{shown}' may hold only letters, digits and inner hyphens";
        }

        return null;
    }

    private static string? FaultOfReserved(string text) => text switch
    {
        "any" or "near" or "addr" => $"'{text}' is reserved",
        _ when text.StartsWith("ip-", StringComparison.Ordinal) => $"'{text}' starts with 'ip-', which is reserved for pinned addresses",
        _ => null,
    };
}
