using System.Buffers.Binary;

namespace DnsRegistry.Wire.Messages;

/// <summary>A cursor over the octets of one DNS message. It copies nothing and never throws.</summary>
/// <param name="message">The whole message: compression pointers count from its first octet (RFC 1035 §4.1.4).</param>
public ref struct WireReader(ReadOnlySpan<byte> message)
{
    private readonly ReadOnlySpan<byte> _message = message;

    /// <summary>Octets consumed so far.</summary>
    public int Offset { get; private set; }

    /// <summary>Octets that remain.</summary>
    public readonly int Remaining => _message.Length - Offset;

    /// <summary>Reads one octet.</summary>
    /// <returns><see langword="false"/> when none remains.</returns>
    public bool TryReadByte(out byte value)
    {
        if (Offset >= _message.Length)
        {
            value = 0;
            return false;
        }

        value = _message[Offset++];
        return true;
    }

    /// <summary>Reads two octets in network order.</summary>
    /// <returns><see langword="false"/> when fewer than two remain; the cursor then stays where it was.</returns>
    public bool TryReadUInt16(out ushort value)
    {
        if (!BinaryPrimitives.TryReadUInt16BigEndian(_message[Offset..], out value))
            return false;

        Offset += sizeof(ushort);
        return true;
    }

    /// <summary>Reads four octets in network order.</summary>
    /// <returns><see langword="false"/> when fewer than four remain; the cursor then stays where it was.</returns>
    public bool TryReadUInt32(out uint value)
    {
        if (!BinaryPrimitives.TryReadUInt32BigEndian(_message[Offset..], out value))
            return false;

        Offset += sizeof(uint);
        return true;
    }

    /// <summary>Takes the next octets without copying them.</summary>
    /// <returns><see langword="false"/> when fewer remain; the cursor then stays where it was.</returns>
    public bool TryReadOctets(int count, out ReadOnlySpan<byte> octets)
    {
        if (count > Remaining)
        {
            octets = default;
            return false;
        }

        octets = _message.Slice(Offset, count);
        Offset += count;
        return true;
    }

    /// <summary>
    /// Steps over a name, which a compression pointer may end. The pointer is not followed, so loops cannot hold anybody.
    /// </summary>
    /// <returns><see langword="false"/> when the name runs past the end, is too long or has a label of an unknown kind.</returns>
    public bool TrySkipName()
    {
        int start = Offset;
        while (TryReadByte(out byte length))
        {
            if (length == 0)
                return Offset - start <= Names.DomainName.MaxOctets;
            if ((length & 0xC0) == 0xC0)
                return TryReadByte(out _);
            if (length > Names.DomainName.MaxLabelOctets || !TryReadOctets(length, out _))
                return false;
        }

        return false;
    }
}
