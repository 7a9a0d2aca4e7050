using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace DnsRegistry.Registry.Health.Probes;

/// <summary>
/// The HTTP of checks: one connection for each, through <see cref="ProbeConnector"/> and no proxy; no redirects, no cookies,
/// no more of an answer than is needed.
/// </summary>
internal static class ProbeHttp
{
    private const int MaxHeaderKilobytes = 16;

    /// <summary>Sends requests this way.</summary>
    internal static HttpMessageInvoker Create(ProbeConnector connector) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        ActivityHeadersPropagator = null,
        MaxResponseHeadersLength = MaxHeaderKilobytes,
        MaxResponseDrainSize = 0,

        // What is checked could name any address in its certificate, beyond Checks:Allow, and have the thread wait for that.
        SslOptions = new SslClientAuthenticationOptions
        {
            CertificateChainPolicy = new X509ChainPolicy
            {
                RevocationMode = X509RevocationMode.NoCheck,
                DisableCertificateDownloads = true,
            },
        },

        // A connection that was taken a while ago says nothing about whether another would be.
        PooledConnectionLifetime = TimeSpan.Zero,
        ConnectCallback = async (context, cancellationToken) =>
        {
            (Socket? connection, string? fault) = await connector.ConnectAsync(
                context.DnsEndPoint.Host, context.DnsEndPoint.Port, isUsed: true, cancellationToken).ConfigureAwait(false);
            if (connection is not null)
                return new NetworkStream(connection, ownsSocket: true);

            cancellationToken.ThrowIfCancellationRequested();
            throw new HttpRequestException(fault);
        },
    });

    /// <summary>What went wrong, in the words of whoever noticed it first.</summary>
    internal static string Describe(Exception failure) => failure.GetBaseException().Message;
}
