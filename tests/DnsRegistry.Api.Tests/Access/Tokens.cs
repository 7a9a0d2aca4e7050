using DnsRegistry.Api.Access;
using Microsoft.Extensions.DependencyInjection;

namespace DnsRegistry.Api.Tests.Access;

/// <summary>An API with a few tokens whose secrets are known to the test.</summary>
internal sealed class Tokens
{
    private readonly List<AccessToken> _all = [];

    public Tokens()
    {
        Web = Add("web-team", write: ["web-"]);
        Reader = Add("reader", read: [""]);
        Admin = Add("root", isAdmin: true);
        Holder = new AccessTokens(_all, isOpenWithoutTokens: true);
    }

    public AccessTokens Holder { get; }

    public string Web { get; }

    public string Reader { get; }

    public string Admin { get; }

    public Task<ApiUnderTest> StartAsync() => ApiUnderTest.StartAsync(addServices: services => services.AddSingleton(Holder));

    public string Add(
        string name, string[]? read = null, string[]? write = null, bool isAdmin = false, DateTimeOffset? expiresAt = null)
    {
        (string secret, string id, byte[] hash) = TokenSecret.Create();
        _all.Add(new AccessToken
        {
            Name = name,
            Id = id,
            Hash = hash,
            Read = read ?? [],
            Write = write ?? [],
            IsAdmin = isAdmin,
            ExpiresAt = expiresAt,
        });
        Holder?.Replace(_all);
        return secret;
    }

    public void Allow(string name, string[] read)
    {
        int at = _all.FindIndex(token => token.Name == name);
        _all[at] = _all[at] with { Read = read, Write = [] };
        Holder.Replace(_all);
    }

    public void Revoke(string name)
    {
        _all.RemoveAll(token => token.Name == name);
        Holder.Replace(_all);
    }
}
