using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using DnsRegistry.Api.Access;
using DnsRegistry.Host.Configuration;
using DnsRegistry.Host.Configuration.Sources;

namespace DnsRegistry.Host.Access;

/// <summary>Reads <c>tokens.json</c> of the data folder. It holds names, rights and hashes, and no secret.</summary>
/// <param name="faults">Takes what is wrong with it; the tokens are to be used only if there is nothing.</param>
internal sealed class TokenFile(ICollection<SettingFault> faults)
{
    /// <summary>The version of the format.</summary>
    public const string Version = "1";

    /// <summary>The hash as it stands in the file.</summary>
    public const string HashPrefix = "sha256:";

    private static readonly string[] s_known = ["name", "id", "hash", "read", "write", "admin", "expiresAt"];

    private readonly SettingReader _read = new(faults);
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    /// <summary>Where the tokens of a data folder are.</summary>
    public static string PathIn(string dataFolder) => Path.Combine(dataFolder, "tokens.json");

    /// <summary>Reads the tokens of a data folder; without a file there are none.</summary>
    public static IReadOnlyList<AccessToken> Read(string dataFolder, ICollection<SettingFault> faults)
    {
        string path = PathIn(dataFolder);
        if (!File.Exists(path) || SettingsFile.Read(path, faults) is not SettingSection root)
            return [];
        return new TokenFile(faults).Read(root);
    }

    private List<AccessToken> Read(SettingSection root)
    {
        var tokens = new List<AccessToken>();
        if (Field(root, "version") is not SettingValue { Kind: SettingKind.Number, Text: Version })
            _read.Fault(root, "is not of version 1 of this file; a newer program may have written it");
        else if (Field(root, "tokens") is not SettingList list)
            _read.Fault(root, "has no list of tokens");
        else
            tokens.AddRange(list.Items.Select(ReadToken).OfType<AccessToken>());
        return tokens;
    }

    private AccessToken? ReadToken(SettingNode node)
    {
        if (node is not SettingSection token)
        {
            _read.Fault(node, "a token must be an object");
            return null;
        }

        foreach (SettingEntry entry in token.Entries.Where(entry => !s_known.Contains(entry.Name)))
            _read.Fault(entry.NameOrigin, $"'{entry.Name}' is nothing that a token has; there are {string.Join(", ", s_known)}");

        return new AccessToken
        {
            Name = Text(token, "name", TokenTexts.Name, _names),
            Id = Text(token, "id", TokenTexts.Id, _ids),
            Hash = Hash(token),
            Read = Prefixes(token, "read"),
            Write = Prefixes(token, "write"),
            IsAdmin = Field(token, "admin") is SettingNode admin && _read.TruthValue(admin, fallback: false),
            ExpiresAt = Field(token, "expiresAt") is SettingNode end ? Moment(end) : null,
        };
    }

    private string Text(SettingSection token, string name, SettingReader.TextRule<string> rule, HashSet<string> seen)
    {
        SettingNode? node = Required(token, name);
        string text = node is null ? "" : _read.Text(node, rule, "");
        if (node is not null && text.Length > 0 && !seen.Add(text))
            _read.Fault(node, $"'{text}' is given twice");
        return text;
    }

    private byte[] Hash(SettingSection token)
    {
        if (Required(token, "hash") is not SettingNode node)
            return [];

        byte[] hash = new byte[SHA256.HashSizeInBytes];
        string text = (node as SettingValue)?.Text ?? "";
        if (text.StartsWith(HashPrefix, StringComparison.Ordinal)
            && Base64Url.DecodeFromChars(text.AsSpan(HashPrefix.Length), hash, out _, out int octets) == OperationStatus.Done
            && octets == hash.Length)
        {
            return hash;
        }

        _read.Fault(node, $"must be '{HashPrefix}' and 43 characters of base64url");
        return hash;
    }

    private IReadOnlyList<string> Prefixes(SettingSection token, string name) =>
        Field(token, name) is SettingNode node ? _read.List<string>(node, TokenTexts.Prefix) : [];

    private DateTimeOffset? Moment(SettingNode node)
    {
        if (DateTimeOffset.TryParse(
            (node as SettingValue)?.Text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset moment))
        {
            return moment;
        }

        _read.Fault(node, "must be a time such as 2027-01-31T00:00:00Z");
        return null;
    }

    private SettingNode? Required(SettingSection token, string name)
    {
        SettingNode? node = Field(token, name);
        if (node is null)
            _read.Fault(token, $"the token has no '{name}'");
        return node;
    }

    private SettingNode? Field(SettingSection section, string name)
    {
        _read.Key = name;
        return section.Entries.Where(entry => entry.Name == name).Select(entry => entry.Value).FirstOrDefault();
    }
}
