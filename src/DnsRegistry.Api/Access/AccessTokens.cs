namespace DnsRegistry.Api.Access;

/// <summary>The tokens in force. They may be replaced at any time, by any thread.</summary>
public sealed class AccessTokens
{
    private readonly bool _isOpenWithoutTokens;
    private volatile TokenSet? _current;

    /// <summary>Tokens of a server.</summary>
    /// <param name="tokens">The tokens at its start.</param>
    /// <param name="isOpenWithoutTokens">
    /// Whether everybody may do everything while there is none. Where strangers reach the server, the last token may be revoked
    /// without the door being open then.
    /// </param>
    public AccessTokens(IEnumerable<AccessToken> tokens, bool isOpenWithoutTokens)
    {
        _isOpenWithoutTokens = isOpenWithoutTokens;
        Replace(tokens);
    }

    /// <summary>Tells that other tokens are in force, after they are.</summary>
    internal event Action? Replaced;

    /// <summary>The tokens of which every call has to show one; null when the server is open.</summary>
    internal TokenSet? Current => _current;

    /// <summary>Puts other tokens in place.</summary>
    public void Replace(IEnumerable<AccessToken> tokens)
    {
        var next = new TokenSet(tokens);
        _current = next.Count == 0 && _isOpenWithoutTokens ? null : next;
        Replaced?.Invoke();
    }
}
