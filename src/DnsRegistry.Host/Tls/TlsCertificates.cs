using System.Net.Security;
using DnsRegistry.Host.Access;
using DnsRegistry.Host.Configuration;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace DnsRegistry.Host.Tls;

/// <summary>
/// The certificates in force. They are read again when their files change: the next handshake has the new ones, connections that
/// are open stay. Files that cannot be used change nothing.
/// </summary>
/// <param name="started">Which files.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">For operators.</param>
internal sealed partial class TlsCertificates(
    LoadedConfiguration started, TimeProvider time, ILogger<TlsCertificates> logger) : IHostedService, IDisposable
{
    private readonly TlsSettings _settings = started.Settings.Http.Tls;
    private readonly Lock _oneAtATime = new();
    private volatile TlsMaterial? _current;
    private FileWatch? _watch;

    /// <summary>What Kestrel asks at each handshake.</summary>
    public TlsHandshakeCallbackOptions Handshake => new()
    {
        OnConnection = _ => ValueTask.FromResult<SslServerAuthenticationOptions>(_current!.Options),
    };

    /// <inheritdoc/>
    /// <remarks>It is before Kestrel's.</remarks>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (_settings.Certificate is null)
            return Task.CompletedTask;

        _watch = new FileWatch(_settings.Files, Reload, time);
        Reload();
        return _current is null
            ? throw new Composition.StartException(
                "the certificate for HTTP has gone since it was checked", new IOException(_settings.Certificate))
            : Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public void Dispose() => _watch?.Dispose();

    /// <summary>Reads the files again.</summary>
    public void Reload()
    {
        lock (_oneAtATime)
        {
            TlsMaterial? next = TlsMaterial.Load(_settings, (key, message) => LogFault(logger, key, message));
            if (next is null)
                return;

            _current = next;
            string subject = next.Certificate.Subject;
            DateTime end = next.Certificate.NotAfter.ToUniversalTime();
            LogLoaded(logger, subject, end);
        }
    }
}
