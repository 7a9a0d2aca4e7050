using System.Net;
using System.Net.Sockets;
using DnsRegistry.Server.Query;
using DnsRegistry.Zones;

namespace DnsRegistry.Server.Udp;

/// <summary>
/// One thread with one socket: it receives a datagram, answers it and sends the response, with buffers that it made once.
/// </summary>
/// <param name="socket">A bound socket; several workers may share its port.</param>
/// <param name="handler">The path from request to response, this worker's own.</param>
/// <param name="time">The clock.</param>
internal sealed class UdpWorker(Socket socket, QueryHandler handler, TimeProvider time) : IDisposable
{
    /// <summary>The largest datagram there is: a longer one cannot arrive, and nothing is ever read past what did.</summary>
    private const int MaxDatagramOctets = 65_535;

    private readonly byte[] _request = new byte[MaxDatagramOctets];
    private readonly byte[] _response = new byte[MaxDatagramOctets];
    private readonly SocketAddress _from = new(socket.AddressFamily);
    private volatile bool _isStopping;

    /// <summary>Answers until <see cref="Dispose"/>.</summary>
    internal void Run()
    {
        while (!_isStopping)
        {
            try
            {
                int received = socket.ReceiveFrom(_request, SocketFlags.None, _from);
                AnswerOne(received);
            }
            catch (SocketException failure) when (IsPassing(failure.SocketErrorCode))
            {
                // A client that went away (ICMP port unreachable) or a full send buffer: the datagram is lost, as datagrams may be.
                continue;
            }
            catch (Exception closed) when (_isStopping && closed is SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _isStopping = true;
        socket.Dispose();
    }

    private static bool IsPassing(SocketError error) => error
        is SocketError.ConnectionReset or SocketError.ConnectionRefused or SocketError.HostUnreachable
        or SocketError.NetworkUnreachable or SocketError.NetworkDown or SocketError.NoBufferSpaceAvailable or SocketError.WouldBlock
        or SocketError.MessageSize or SocketError.AccessDenied or SocketError.TryAgain or SocketError.InvalidArgument
        or SocketError.Interrupted;

    private void AnswerOne(int received)
    {
        ClientAddress client = SocketAddressReader.AddressOf(_from);
        int octets = handler.Answer(
            _request.AsSpan(0, received), _response, client, Transport.Udp, time.MonotonicMilliseconds());
        if (octets > 0)
            socket.SendTo(_response.AsSpan(0, octets), SocketFlags.None, _from);
    }
}
