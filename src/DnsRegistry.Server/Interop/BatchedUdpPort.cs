using System.Net.Sockets;
using System.Runtime.InteropServices;
using DnsRegistry.Server.Udp;
using DnsRegistry.Zones;
using static DnsRegistry.Server.Interop.NativeDatagrams;

namespace DnsRegistry.Server.Interop;

/// <summary>
/// The way of Linux: one system call receives all datagrams that are there, another sends all responses. Under load
/// that is a fraction of a system call a query; with one datagram at a time it costs no more than the portable way.
/// </summary>
internal sealed unsafe class BatchedUdpPort : IUdpPort
{
    /// <summary>Datagrams a call: enough to make the calls cheap, few enough that their buffers stay in the second-level cache.</summary>
    private const int Batch = 32;

    /// <summary>Longer requests are cut, and then are malformed: no query of one question comes near it.</summary>
    private const int RequestOctets = 4096;

    /// <summary>The largest EDNS response that can be configured.</summary>
    private const int ResponseOctets = 4096;

    /// <summary>Octets of a <c>sockaddr_in6</c> and more.</summary>
    private const int AddressOctets = 32;

    /// <summary>Octets of the one control message that says to which of the machine's addresses a datagram came.</summary>
    private const int ControlOctets = 64;

    private readonly Socket _socket;
    private readonly bool _isWildcard;
    private byte* _memory;
    private readonly MultiMessage* _received;
    private readonly MultiMessage* _replies;
    private int _replyCount;

    /// <summary>Headers that the last call has written to, and that have to be made ready again.</summary>
    private int _used = Batch;

    /// <summary>A port over a bound socket, which it owns.</summary>
    /// <param name="socket">The socket.</param>
    /// <param name="isWildcard">
    /// Whether it is bound to all addresses of the machine: a response must then leave from the address that was asked.
    /// </param>
    internal BatchedUdpPort(Socket socket, bool isWildcard)
    {
        _socket = socket;
        _isWildcard = isWildcard;
        if (isWildcard)
            DestinationAddress.Announce(socket);

        nuint headers = (nuint)(2 * Batch * (sizeof(MultiMessage) + sizeof(Segment)));
        nuint perDatagram = RequestOctets + ResponseOctets + AddressOctets + ControlOctets;
        _memory = (byte*)NativeMemory.AlignedAlloc(headers + (Batch * perDatagram), 64);
        NativeMemory.Clear(_memory, headers + (Batch * perDatagram));
        _received = (MultiMessage*)_memory;
        _replies = _received + Batch;
        var segments = (Segment*)(_replies + Batch);
        byte* buffers = _memory + headers;
        for (int i = 0; i < Batch; i++, buffers += perDatagram)
        {
            segments[i] = new Segment { Start = buffers, Octets = RequestOctets };
            segments[Batch + i] = new Segment { Start = buffers + RequestOctets };
            _received[i] = new MultiMessage
            {
                Segments = &segments[i],
                SegmentCount = 1,
                Address = buffers + RequestOctets + ResponseOctets,
                Control = isWildcard ? buffers + RequestOctets + ResponseOctets + AddressOctets : null,
            };
        }
    }

    /// <inheritdoc/>
    public int Capacity => Batch;

    /// <inheritdoc/>
    public int Receive()
    {
        _replyCount = 0;
        for (int i = 0; i < _used; i++)
        {
            _received[i].AddressOctets = AddressOctets;
            _received[i].ControlOctets = _isWildcard ? ControlOctets : 0u;
        }

        // A fault here is mostly the news that an earlier response found nobody (ICMP): not about these datagrams.
        int count = Math.Max(0, ReceiveMany(_socket.SafeHandle, _received, Batch, WaitForOne, 0));

        // What a socket that was shut down gives is no datagram: it comes from nowhere.
        _used = count;
        while (count > 0 && _received[count - 1].AddressOctets == 0)
            count--;
        return count;
    }

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Request(int index) => new(_received[index].Segments->Start, (int)_received[index].Octets);

    /// <inheritdoc/>
    public ClientAddress Client(int index) =>
        SocketAddressReader.AddressOf(new ReadOnlySpan<byte>(_received[index].Address, (int)_received[index].AddressOctets));

    /// <inheritdoc/>
    public Span<byte> Response(int index) => new(_received[index].Segments->Start + RequestOctets, ResponseOctets);

    /// <inheritdoc/>
    public void Reply(int index, int octets)
    {
        MultiMessage* request = &_received[index];
        MultiMessage* reply = &_replies[_replyCount++];
        *reply = *request;
        reply->Segments = request->Segments + Batch;
        reply->Segments->Octets = (nuint)octets;
        reply->Flags = 0;
        if (_isWildcard)
            DestinationAddress.MakeSource(new Span<byte>(request->Control, (int)request->ControlOctets));
    }

    /// <inheritdoc/>
    public void Send()
    {
        for (int sent = 0; sent < _replyCount;)
        {
            int taken = SendMany(_socket.SafeHandle, _replies + sent, (uint)(_replyCount - sent), 0);

            // The first that is not taken is given up: a full buffer, or an address that cannot be reached.
            sent += Math.Max(1, taken);
        }
    }

    /// <inheritdoc/>
    public void Copy(int index, int octets, HeldReply reply)
    {
        MultiMessage* request = &_received[index];
        var control = new Span<byte>(request->Control, _isWildcard ? (int)request->ControlOctets : 0);
        DestinationAddress.MakeSource(control);
        reply.Take(Response(index)[..octets], new ReadOnlySpan<byte>(request->Address, (int)request->AddressOctets), control);
    }

    /// <inheritdoc/>
    public void SendCopy(HeldReply reply)
    {
        fixed (byte* response = reply.Response, address = reply.Address, control = reply.Control)
        {
            var segment = new Segment { Start = response, Octets = (nuint)reply.Response.Length };
            var message = new MultiMessage
            {
                Segments = &segment,
                SegmentCount = 1,
                Address = address,
                AddressOctets = (uint)reply.Address.Length,
                Control = control,
                ControlOctets = (nuint)reply.Control.Length,
            };
            try
            {
                _ = SendMany(_socket.SafeHandle, &message, 1, 0);
            }
            catch (ObjectDisposedException)
            {
                // The server stops, and what was held back is not sent any more.
            }
        }
    }

    /// <inheritdoc/>
    public void Wake()
    {
        try
        {
            _socket.Shutdown(SocketShutdown.Both);
        }
        catch (SocketException)
        {
            // Linux says that a UDP socket is not connected, and wakes those who wait on it all the same.
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _socket.Dispose();
        if (_memory is not null)
            NativeMemory.AlignedFree(_memory);
        _memory = null;
    }
}
