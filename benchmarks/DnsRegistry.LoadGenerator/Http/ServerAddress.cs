using System.Net;

namespace DnsRegistry.LoadGenerator.Http;

/// <summary>The server's address as sockets want it.</summary>
internal static class ServerAddress
{
    /// <summary>Opens a connection to it.</summary>
    public static RegistryConnection Connect(this Uri server) => new(new DnsEndPoint(server.IdnHost, server.Port));
}
