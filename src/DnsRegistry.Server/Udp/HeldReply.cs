namespace DnsRegistry.Server.Udp;

/// <summary>One response that waits to be sent, with where it goes. It is used again and again.</summary>
internal sealed class HeldReply
{
    /// <summary>Room for the largest response that can be configured.</summary>
    internal const int MostOctets = 4096;

    private const int AddressOctets = 32;
    private const int ControlOctets = 64;

    private readonly byte[] _response = new byte[MostOctets];
    private readonly byte[] _address = new byte[AddressOctets];
    private readonly byte[] _control = new byte[ControlOctets];
    private int _responseOctets;
    private int _addressOctets;
    private int _controlOctets;

    /// <summary>The octets of the response.</summary>
    internal Span<byte> Response => _response.AsSpan(0, _responseOctets);

    /// <summary>The socket address of the asker.</summary>
    internal Span<byte> Address => _address.AsSpan(0, _addressOctets);

    /// <summary>The control message that makes the address that was asked the source; empty where the system sees to that.</summary>
    internal Span<byte> Control => _control.AsSpan(0, _controlOctets);

    /// <summary>Copies a response and where it goes.</summary>
    internal void Take(ReadOnlySpan<byte> response, ReadOnlySpan<byte> address, ReadOnlySpan<byte> control)
    {
        response.CopyTo(_response);
        address.CopyTo(_address);
        control.CopyTo(_control);
        _responseOctets = response.Length;
        _addressOctets = address.Length;
        _controlOctets = control.Length;
    }
}
