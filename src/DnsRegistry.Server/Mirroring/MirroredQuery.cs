using System.Buffers.Binary;
using System.Net;
using DnsRegistry.Wire.Messages;

namespace DnsRegistry.Server.Mirroring;

/// <summary>One query on its way to another server, and what was answered here. It is used again and again.</summary>
internal sealed class MirroredQuery
{
    /// <summary>Octets of a response that is compared, at most; a query with a longer one is not copied.</summary>
    internal const int MostResponseOctets = 4096;

    private const int HeaderOctets = 12;
    private const ushort UdpPayloadOctets = 1232;

    private readonly byte[] _query = new byte[QueryWriter.MostOctets];
    private readonly byte[] _response = new byte[MostResponseOctets];
    private int _queryOctets;
    private int _responseOctets;

    /// <summary>Where it goes.</summary>
    internal IPEndPoint Server { get; private set; } = new(IPAddress.None, 0);

    /// <summary>When no answer is awaited any more.</summary>
    internal long EndsAtMilliseconds { get; set; }

    /// <summary>The octets to send.</summary>
    internal ReadOnlySpan<byte> Query => _query.AsSpan(0, _queryOctets);

    /// <summary>What was answered here.</summary>
    internal ReadOnlySpan<byte> Response => _response.AsSpan(0, _responseOctets);

    /// <summary>The message id.</summary>
    internal ushort Id
    {
        get => BinaryPrimitives.ReadUInt16BigEndian(_query);
        set => BinaryPrimitives.WriteUInt16BigEndian(_query, value);
    }

    /// <summary>
    /// Takes a query from the response to it, which echoes its question, letter case and all. Nothing else that the client
    /// sent is copied.
    /// </summary>
    /// <returns><see langword="false"/> when the response is too long.</returns>
    internal bool TryTake(ReadOnlySpan<byte> response, IPEndPoint server)
    {
        if (response.Length > MostResponseOctets)
            return false;

        response.CopyTo(_response);
        _responseOctets = response.Length;
        Server = server;
        int end = HeaderOctets;
        while (response[end] != 0)
            end += response[end] + 1;
        _queryOctets = QueryWriter.Write(
            _query,
            response[HeaderOctets..(end + 5)],
            BinaryPrimitives.ReadUInt16BigEndian(response[2..]),
            UdpPayloadOctets,
            MirrorMark.OptionCode);
        return true;
    }
}
