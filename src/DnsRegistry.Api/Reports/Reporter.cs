using System.Net;
using DnsRegistry.Api.Access;
using DnsRegistry.Api.Http;
using Microsoft.AspNetCore.Http;

namespace DnsRegistry.Api.Reports;

/// <summary>Who reports: the one place that decides which callers are different ones.</summary>
internal static class Reporter
{
    /// <summary>
    /// The caller of a call. One token is one caller, from wherever it is used; without tokens it is the address, of which an IPv6
    /// client has a whole /64. Nothing that a caller says of itself makes two of it.
    /// </summary>
    public static string Of(HttpContext context)
    {
        if (context.Token() is AccessToken token)
            return $"token {token.Name}";

        Span<byte> octets = stackalloc byte[ClientNetwork.MaxOctets];
        return $"address {Convert.ToHexString(ClientNetwork.Of(context.Connection.RemoteIpAddress ?? IPAddress.None, octets))}";
    }
}
