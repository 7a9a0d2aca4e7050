using DnsRegistry.Registry.Instances;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace DnsRegistry.Api.Access;

/// <summary>What endpoints ask about who calls. Without tokens everybody may do everything.</summary>
internal static class CallerExtensions
{
    /// <summary>Says what a call needs, where its path and method do not.</summary>
    public static IEndpointConventionBuilder Needs(this IEndpointConventionBuilder call, AccessNeed need) => call.WithMetadata(need);

    /// <summary>The token that the call has shown; null while the server is open.</summary>
    public static AccessToken? Token(this HttpContext context) => context.Features.Get<AccessToken>();

    /// <summary>Who calls, as the registry wants to know it.</summary>
    public static Caller Caller(this HttpContext context) => context.Token()?.Caller ?? default;

    /// <summary>Whether the caller may look at a service.</summary>
    public static bool MayRead(this HttpContext context, string service) => context.Token()?.MayRead(service) ?? true;

    /// <summary>Whether the caller may change a service.</summary>
    public static bool MayWrite(this HttpContext context, string service) => context.Token()?.MayWrite(service) ?? true;
}
