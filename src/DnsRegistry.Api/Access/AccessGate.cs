using System.Net;
using DnsRegistry.Api.Http;
using DnsRegistry.Api.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Primitives;

namespace DnsRegistry.Api.Access;

/// <summary>
/// Stands in front of every call of <c>/v1</c>, whatever it is: what a call needs follows from its path and its method, and a
/// call that neither names a service nor says anything is for administrators alone. While there are no tokens it costs one look.
/// </summary>
/// <param name="tokens">The tokens in force.</param>
/// <param name="rates">How often anybody may call.</param>
/// <param name="time">Tells when tokens are over.</param>
public sealed class AccessGate(AccessTokens tokens, RequestRates rates, TimeProvider time)
{
    private const string Scheme = "Bearer ";

    /// <summary>The same page, open to whoever is on this machine, and to any token.</summary>
    public RequestDelegate ForOperators(RequestDelegate page)
    {
        RequestDelegate gated = Around(page, AccessNeed.AnyToken);
        return context => context.Connection.RemoteIpAddress is IPAddress address && IPAddress.IsLoopback(address)
            ? page(context)
            : gated(context);
    }

    /// <summary>Puts the gate in front of a call.</summary>
    internal void Guard(EndpointBuilder call)
    {
        if (call.RequestDelegate is RequestDelegate endpoint)
            call.RequestDelegate = Around(endpoint, NeedOf(call));
    }

    /// <summary>What a call needs: what it says itself, else what its path and method say.</summary>
    internal static AccessNeed NeedOf(EndpointBuilder call)
    {
        if (call.Metadata.OfType<AccessNeed>().Cast<AccessNeed?>().LastOrDefault() is AccessNeed said)
            return said;
        if (call is not RouteEndpointBuilder route || route.RoutePattern.GetParameter("service") is null)
            return AccessNeed.Admin;

        IReadOnlyList<string> methods = call.Metadata.OfType<IHttpMethodMetadata>().LastOrDefault()?.HttpMethods ?? [];
        bool onlyReads = methods.Count > 0 && methods.All(method => HttpMethods.IsGet(method) || HttpMethods.IsHead(method));
        return onlyReads ? AccessNeed.Read : AccessNeed.Write;
    }

    private RequestDelegate Around(RequestDelegate endpoint, AccessNeed need) => context =>
    {
        TokenSet? current = tokens.Current;
        return current is null && !rates.AreLimited ? endpoint(context) : JudgeAsync(context, endpoint, need, current);
    };

    private Task JudgeAsync(HttpContext context, RequestDelegate endpoint, AccessNeed need, TokenSet? current)
    {
        AccessToken? token = current is null ? null : TokenOf(context.Request, current);
        if (rates.RetryAfter(context.Connection.RemoteIpAddress, token) is TimeSpan wait)
            return Problem.TooManyRequests(wait).WriteAsync(context);
        if (current is null)
            return endpoint(context);
        if (token is null)
            return RefuseAsync(context);
        if (!IsAllowed(context, token, need, out string? detail))
            return new Problem(ProblemKind.Forbidden, detail).WriteAsync(context);

        context.Features.Set(token);
        return endpoint(context);
    }

    private AccessToken? TokenOf(HttpRequest request, TokenSet current)
    {
        StringValues header = request.Headers.Authorization;
        if (header.Count != 1 || header[0] is not string text || !text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return null;

        AccessToken? token = current.Find(text.AsSpan(Scheme.Length).Trim(' '));
        return token is null || token.IsOver(time.GetUtcNow()) ? null : token;
    }

    private static Task RefuseAsync(HttpContext context)
    {
        // RFC 6750 §3: the code is for those who showed something.
        bool hasShown = context.Request.Headers.Authorization.Count > 0;
        context.Response.Headers.WWWAuthenticate = hasShown
            ? "Bearer realm=\"dnsregistry\", error=\"invalid_token\""
            : "Bearer realm=\"dnsregistry\"";
        string detail = hasShown ? "The token is unknown, revoked or over." : "This call needs 'Authorization: Bearer' with a token.";
        return new Problem(ProblemKind.Unauthorized, detail).WriteAsync(context);
    }

    private static bool IsAllowed(HttpContext context, AccessToken token, AccessNeed need, out string? detail)
    {
        string service = need is AccessNeed.Read or AccessNeed.Write
            ? LabelText.Lower((string)context.Request.RouteValues["service"]!)
            : "";
        (bool isAllowed, detail) = need switch
        {
            AccessNeed.AnyToken => (true, null),
            AccessNeed.Read => (token.MayRead(service), $"The token '{token.Name}' may not look at the service '{service}'."),
            AccessNeed.Write => (token.MayWrite(service), $"The token '{token.Name}' may not change the service '{service}'."),
            _ => (token.IsAdmin, $"The token '{token.Name}' is not an administrator's."),
        };
        return isAllowed;
    }
}
