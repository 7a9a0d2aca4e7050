using System.Net;
using DnsRegistry.Api.Access;
using Microsoft.AspNetCore.Http;

namespace DnsRegistry.Api.Reports;

/// <summary>Who reports: the one place that decides which callers are different ones.</summary>
internal static class Reporter
{
    /// <summary>
    /// The caller of a call: its address, and the name that it gives itself. Without tokens whoever reaches the port may
    /// deregister anything, so a false name gains nothing; several callers may share an address. With tokens it is the token and
    /// the address, and what the caller calls itself is not asked.
    /// </summary>
    public static string Of(HttpContext context, string? name)
    {
        IPAddress address = context.Connection.RemoteIpAddress ?? IPAddress.None;
        if (context.Token() is AccessToken token)
            return $"{address} {token.Name}";
        return name is null ? address.ToString() : $"{address} {name}";
    }
}
