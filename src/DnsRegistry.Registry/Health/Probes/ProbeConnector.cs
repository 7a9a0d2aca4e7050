using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;

namespace DnsRegistry.Registry.Health.Probes;

/// <summary>Connects to what a check names: every probe begins here, so nothing gets past <see cref="CheckNetworks"/>.</summary>
/// <param name="networks">Where checks may go.</param>
/// <param name="begin">Begins a connection on a socket that does not block; null connects in the framework's way.</param>
internal sealed class ProbeConnector(CheckNetworks networks, Func<Socket, IPEndPoint, SocketError>? begin = null) : IDisposable
{
    /// <summary>Look-ups at a time: each holds a thread, and a name server that is silent must not hold all there are.</summary>
    private const int MaxLookups = 8;

    private readonly SemaphoreSlim _lookups = new(MaxLookups);
    private readonly ConnectPoll? _poll = begin is null ? null : new ConnectPoll(begin);

    /// <summary>Connects to the first address that takes a connection.</summary>
    /// <param name="host">An address, with or without brackets, or a name.</param>
    /// <param name="port">The port.</param>
    /// <param name="isUsed">Whether anything will be sent and received: then it is connected in the framework's way.</param>
    /// <param name="cancellationToken">The end of the time that there is.</param>
    /// <returns>The connection, or what is in its way; with neither, the time was over.</returns>
    internal async ValueTask<(Socket? Connection, string? Fault)> ConnectAsync(
        string host, int port, bool isUsed, CancellationToken cancellationToken)
    {
        IPAddress[] addresses = IPAddress.TryParse(host, out IPAddress? literal)
            ? [literal]
            : await LookUpAsync(host, cancellationToken).ConfigureAwait(false);
        if (addresses.Length == 0)
            return (null, cancellationToken.IsCancellationRequested ? null : "the name has no address");

        string? fault = "the address is outside of the networks that checks may go to";
        foreach (IPAddress address in addresses.Where(networks.Allows))
        {
            (Socket? connection, fault) = await ConnectAsync(address, port, isUsed, cancellationToken).ConfigureAwait(false);
            if (connection is not null || fault is null)
                return (connection, null);
        }

        return (null, fault);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _lookups.Dispose();
        _poll?.Dispose();
    }

    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The caller gets the connection.")]
    private async ValueTask<(Socket? Connection, string? Fault)> ConnectAsync(
        IPAddress address, int port, bool isUsed, CancellationToken cancellationToken)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp)
        {
            // Closed at once, with a reset: a thousand checks a second would fill the table of connections that wait for nothing.
            LingerState = new LingerOption(true, 0),
        };
        var endPoint = new IPEndPoint(address, port);
        SocketError error = isUsed || _poll is null
            ? await ConnectAsync(socket, endPoint, cancellationToken).ConfigureAwait(false)
            : await PollAsync(_poll, socket, endPoint, cancellationToken).ConfigureAwait(false);
        if (error == SocketError.Success)
            return (socket, null);

        socket.Dispose();
        return (null, error == SocketError.OperationAborted ? null : new SocketException((int)error).Message);
    }

    private static async ValueTask<SocketError> ConnectAsync(Socket socket, IPEndPoint endPoint, CancellationToken cancellationToken)
    {
        using var attempt = new ConnectAttempt();
        return await attempt.RunAsync(socket, endPoint, cancellationToken).ConfigureAwait(false);
    }

    private static ValueTask<SocketError> PollAsync(
        ConnectPoll poll, Socket socket, IPEndPoint endPoint, CancellationToken cancellationToken)
    {
        socket.Blocking = false;
        return poll.ConnectAsync(socket, endPoint, cancellationToken);
    }

    private async Task<IPAddress[]> LookUpAsync(string host, CancellationToken cancellationToken)
    {
        try
        {
            await _lookups.WaitAsync(cancellationToken).ConfigureAwait(false);
            return await Task.Run(() => LookUp(host), CancellationToken.None).WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return [];
        }
    }

    /// <summary>Looks a name up. It takes as long as it takes, and only then is there room for another.</summary>
    private IPAddress[] LookUp(string host)
    {
        try
        {
            return Dns.GetHostAddresses(host);
        }
        catch (SocketException)
        {
            return [];
        }
        finally
        {
            _lookups.Release();
        }
    }
}
