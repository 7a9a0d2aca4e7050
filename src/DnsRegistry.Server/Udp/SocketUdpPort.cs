using System.Net;
using System.Net.Sockets;
using DnsRegistry.Zones;

namespace DnsRegistry.Server.Udp;

/// <summary>The portable way: one datagram at a time, through the framework's socket.</summary>
/// <param name="socket">A bound socket; the port owns it.</param>
internal sealed class SocketUdpPort(Socket socket) : IUdpPort
{
    private const int MaxDatagramOctets = 65_535;

    private readonly byte[] _request = new byte[MaxDatagramOctets];
    private readonly byte[] _response = new byte[MaxDatagramOctets];
    private readonly SocketAddress _from = new(socket.AddressFamily);
    private volatile bool _isAwake;
    private int _received;
    private int _reply;

    /// <inheritdoc/>
    public int Capacity => 1;

    /// <inheritdoc/>
    public int Receive()
    {
        _reply = 0;
        try
        {
            _received = socket.ReceiveFrom(_request, SocketFlags.None, _from);
            return 1;
        }
        catch (SocketException)
        {
            // Mostly the news that an earlier response found nobody (ICMP port unreachable): not about this datagram.
            return 0;
        }
        catch (ObjectDisposedException) when (_isAwake)
        {
            return 0;
        }
    }

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Request(int index) => _request.AsSpan(0, _received);

    /// <inheritdoc/>
    public ClientAddress Client(int index) => SocketAddressReader.AddressOf(_from.Buffer.Span[.._from.Size]);

    /// <inheritdoc/>
    public Span<byte> Response(int index) => _response;

    /// <inheritdoc/>
    public void Reply(int index, int octets) => _reply = octets;

    /// <inheritdoc/>
    public void Send()
    {
        if (_reply == 0)
            return;

        try
        {
            socket.SendTo(_response.AsSpan(0, _reply), SocketFlags.None, _from);
        }
        catch (Exception lost) when (lost is SocketException || (lost is ObjectDisposedException && _isAwake))
        {
            // A full buffer or an address that cannot be reached: the asker asks again.
        }
    }

    /// <inheritdoc/>
    public void Copy(int index, int octets, HeldReply reply) =>
        reply.Take(_response.AsSpan(0, octets), _from.Buffer.Span[.._from.Size], default);

    /// <inheritdoc/>
    public void SendCopy(HeldReply reply)
    {
        var to = new SocketAddress(socket.AddressFamily, reply.Address.Length);
        reply.Address.CopyTo(to.Buffer.Span);
        try
        {
            socket.SendTo(reply.Response, SocketFlags.None, to);
        }
        catch (Exception lost) when (lost is SocketException or ObjectDisposedException)
        {
            // A full buffer, an address that cannot be reached, or the end: the asker asks again.
        }
    }

    /// <inheritdoc/>
    public void Wake()
    {
        _isAwake = true;
        socket.Dispose();
    }

    /// <inheritdoc/>
    public void Dispose() => socket.Dispose();
}
