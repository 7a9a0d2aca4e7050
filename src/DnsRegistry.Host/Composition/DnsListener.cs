using System.Net.Sockets;
using DnsRegistry.Server;

namespace DnsRegistry.Host.Composition;

/// <summary>Starts the DNS server first of all: until the registrations are loaded it says so to whoever asks (SERVFAIL, EDE 14).</summary>
/// <param name="server">The server.</param>
/// <param name="options">What it listens on, to name it when it is taken.</param>
internal sealed class DnsListener(DnsServer server, DnsServerOptions options) : IHostedService
{
    /// <inheritdoc/>
    /// <exception cref="StartException">An address cannot be had.</exception>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            server.Start();
            return Task.CompletedTask;
        }
        catch (SocketException exception)
        {
            throw new StartException($"cannot answer DNS on {string.Join(", ", options.Listen)}: {exception.Message}", exception);
        }
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken) => await server.DisposeAsync();
}
