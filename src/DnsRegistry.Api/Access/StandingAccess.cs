using DnsRegistry.Api.Problems;
using Microsoft.AspNetCore.Http;

namespace DnsRegistry.Api.Access;

/// <summary>
/// Judges calls again that stay open: meanwhile their token may be revoked, come to its end, or lose rights. The gate has let
/// them in; this sees to it that they leave.
/// </summary>
/// <param name="tokens">The tokens in force.</param>
/// <param name="time">Tells when tokens are over.</param>
internal sealed class StandingAccess(AccessTokens tokens, TimeProvider time)
{
    /// <summary>The tokens in force; null while the server is open.</summary>
    public TokenSet? Current => tokens.Current;

    /// <summary>The moment, by which tokens end.</summary>
    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>Tells whenever other tokens are in force.</summary>
    public event Action? Changed
    {
        add => tokens.Replaced += value;
        remove => tokens.Replaced -= value;
    }

    /// <summary>Judges a call. One that may go on does so with its token as it is now.</summary>
    /// <param name="context">The call.</param>
    /// <param name="current">The tokens to judge it by, as <see cref="Current"/> was.</param>
    /// <param name="service">The service that the call is about; null for all that it may see.</param>
    public StandingVerdict Judge(HttpContext context, TokenSet? current, string? service)
    {
        AccessToken? former = context.Token();
        AccessToken? token = former is null ? null : current?.Renewed(former);
        if (current is not null && (token is null || token.IsOver(Now)))
            return Refuse(ProblemKind.Unauthorized, former is null ? "Calls need a token now." : "The token was revoked, or is over.");
        if (service is not null && token?.MayRead(service) == false)
            return Refuse(ProblemKind.Forbidden, $"The token '{token.Name}' may no longer look at the service '{service}'.");

        if (!ReferenceEquals(former, token))
            context.Features.Set(token);
        return new StandingVerdict(null, SeesLess: service is null && token?.SeesAllOf(former!) == false);
    }

    private static StandingVerdict Refuse(ProblemKind kind, string detail) => new(new Problem(kind, detail), SeesLess: true);
}
