using System.Collections.Frozen;

namespace DnsRegistry.Api.Access;

/// <summary>All tokens at one moment.</summary>
internal sealed class TokenSet
{
    /// <summary>No token at all.</summary>
    public static readonly TokenSet None = new([]);

    private readonly FrozenDictionary<string, AccessToken> _byId;
    private readonly FrozenDictionary<string, AccessToken>.AlternateLookup<ReadOnlySpan<char>> _bySpan;

    /// <summary>A set of these.</summary>
    public TokenSet(IEnumerable<AccessToken> tokens)
    {
        _byId = tokens.ToFrozenDictionary(token => token.Id, StringComparer.Ordinal);
        _bySpan = _byId.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>How many there are.</summary>
    public int Count => _byId.Count;

    /// <summary>The token whose secret a caller shows, or null.</summary>
    public AccessToken? Find(ReadOnlySpan<char> secret) =>
        TokenSecret.TryFindId(secret, out ReadOnlySpan<char> id)
        && _bySpan.TryGetValue(id, out AccessToken? token)
        && TokenSecret.IsOf(secret, token.Hash.Span)
            ? token
            : null;

    /// <summary>A token of a former set as it is in this one; null when it is gone, or has another secret.</summary>
    public AccessToken? Renewed(AccessToken former) =>
        _byId.TryGetValue(former.Id, out AccessToken? token) && token.Hash.Span.SequenceEqual(former.Hash.Span) ? token : null;
}
