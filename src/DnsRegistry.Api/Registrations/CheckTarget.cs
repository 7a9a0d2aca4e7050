using System.Globalization;
using System.Net;
using System.Net.Sockets;
using DnsRegistry.Registry.Instances;
using DnsRegistry.Registry.Validation;

namespace DnsRegistry.Api.Registrations;

/// <summary>The syntax of what a check is aimed at.</summary>
internal static class CheckTarget
{
    /// <summary>Checks a target of this kind.</summary>
    /// <returns>The rule that the text breaks, or null.</returns>
    public static string? FaultOf(HealthCheckKind kind, string target) => kind switch
    {
        HealthCheckKind.Http => FaultOfUrl(target),
        HealthCheckKind.Grpc when target.StartsWith(HealthCheck.TlsPrefix, StringComparison.OrdinalIgnoreCase) =>
            FaultOfEndpoint(target[HealthCheck.TlsPrefix.Length..]),
        _ => FaultOfEndpoint(target),
    };

    private static string? FaultOfUrl(string target)
    {
        if (!Uri.TryCreate(target, UriKind.Absolute, out Uri? url) || url.Scheme is not ("http" or "https") || url.Host.Length == 0)
            return $"'{target}' is not an absolute URL with http or https";
        if (url.UserInfo.Length > 0)
            return "must not hold a user name or a password: everybody can read a registration";
        return url.Fragment.Length > 0 ? "must not have a fragment, which is never sent" : null;
    }

    private static string? FaultOfEndpoint(string target)
    {
        int colon = target.LastIndexOf(':');
        if (colon < 0)
            return $"'{target}' has no port; write host:port";

        string host = target[..colon];
        bool isPort = int.TryParse(target.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int port);
        if (!isPort || port is < 1 or > 65_535)
            return $"'{target}' must end in a port from 1 to 65535";
        if (host.StartsWith('[') && host.EndsWith(']'))
            return FaultOfAddress(host[1..^1]);
        if (host.Contains(':', StringComparison.Ordinal))
            return $"'{target}' has an IPv6 address, which needs brackets: [address]:port";
        return AddressText.FaultOf(host, out _) is null ? null : HostText.FaultOf(host, out _);
    }

    private static string? FaultOfAddress(string text)
    {
        if (AddressText.FaultOf(text, out IPAddress address) is string fault)
            return fault;
        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? null
            : $"'{text}' is not an IPv6 address; only those stand in brackets";
    }
}
