using System.Globalization;
using System.Net;
using System.Net.Sockets;
using DnsRegistry.Registry.Instances;

namespace DnsRegistry.Registry.Health.Probes;

/// <summary>Makes checks over the network.</summary>
/// <param name="networks">Where they may go.</param>
/// <param name="time">The clock of the timeouts.</param>
/// <param name="begin">Begins a TCP connection on a socket that does not block; null connects in the framework's way.</param>
internal sealed class NetworkProber(
    CheckNetworks networks, TimeProvider time, Func<Socket, IPEndPoint, SocketError>? begin = null) : IProber
{
    private readonly ProbeConnector _connector = new(networks, begin);
    private HttpMessageInvoker? _http;

    /// <inheritdoc/>
    public async ValueTask<ProbeOutcome> ProbeAsync(HealthCheck check, CancellationToken stopping)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(check.TimeoutSeconds), time);
        using CancellationTokenRegistration _ = stopping.UnsafeRegister(
            static timeout => ((CancellationTokenSource)timeout!).Cancel(), timeout);
        ProbeOutcome? outcome = await RunAsync(check, timeout.Token).ConfigureAwait(false);
        return outcome ?? ProbeOutcome.Failed(string.Create(CultureInfo.InvariantCulture, $"no answer within {check.TimeoutSeconds} s"));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _http?.Dispose();
        _connector.Dispose();
    }

    private ValueTask<ProbeOutcome?> RunAsync(HealthCheck check, CancellationToken cancellationToken) => check.Kind switch
    {
        HealthCheckKind.Tcp => TcpProbe.RunAsync(_connector, check.Target, cancellationToken),
        HealthCheckKind.Http => HttpProbe.RunAsync(Http, check.Target, cancellationToken),
        _ => GrpcProbe.RunAsync(Http, check.Target, cancellationToken),
    };

    /// <summary>Made when the first check needs it: loading HTTP takes memory that a server without such checks can do without.</summary>
    private HttpMessageInvoker Http => LazyInitializer.EnsureInitialized(ref _http, () => ProbeHttp.Create(_connector));
}
