using System.CommandLine;
using System.Net;

namespace DnsRegistry.LoadGenerator.CommandLine;

/// <summary>Where the server is.</summary>
internal static class ServerOption
{
    /// <summary>Its HTTP address.</summary>
    public static Option<Uri> Http() => new("--http")
    {
        Description = "The HTTP address of the server. [default: http://127.0.0.1:8053]",
        HelpName = "URL",
        DefaultValueFactory = _ => new Uri("http://127.0.0.1:8053"),
        CustomParser = result =>
        {
            if (Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out Uri? url) && url.Scheme == "http")
                return url;

            result.AddError($"'{result.Tokens[0].Value}' is not a URL such as http://127.0.0.1:8053.");
            return null;
        },
    };

    /// <summary>Its DNS address.</summary>
    public static Option<IPEndPoint> Dns() => new("--dns")
    {
        Description = "The DNS address of the server. [default: 127.0.0.1:1053]",
        HelpName = "ADDR:PORT",
        DefaultValueFactory = _ => new IPEndPoint(IPAddress.Loopback, 1053),
        CustomParser = result =>
        {
            if (IPEndPoint.TryParse(result.Tokens[0].Value, out IPEndPoint? server) && server.Port != 0)
                return server;

            result.AddError($"'{result.Tokens[0].Value}' is not an address and a port such as 127.0.0.1:1053.");
            return null;
        },
    };
}
