using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace DnsRegistry.Wire.Messages;

/// <summary>
/// Remembers where names stand in one message, and writes a new one as far as needed and then a pointer
/// (RFC 1035 §4.1.4). Room for 40 names' suffixes; later ones are written out, which is always correct.
/// </summary>
internal struct NameCompressor
{
    private const int Capacity = 40;
    private const int MaxPointer = 0x3FFF;

    private Offsets _offsets;
    private int _count;

    /// <summary>Whether no name is remembered.</summary>
    internal readonly bool IsEmpty => _count == 0;

    /// <summary>Remembers an uncompressed name that stands in the message at this offset.</summary>
    internal void Remember(ReadOnlySpan<byte> message, int offset)
    {
        while (offset <= MaxPointer && _count < Capacity && message[offset] is > 0 and < 0x40)
        {
            _offsets[_count++] = (ushort)offset;
            offset += message[offset] + 1;
        }
    }

    /// <summary>Forgets the names that begin at or behind this offset: the octets there are being taken back.</summary>
    internal void ForgetFrom(int offset)
    {
        while (_count > 0 && _offsets[_count - 1] >= offset)
            _count--;
    }

    /// <summary>Writes a lower-cased wire-form name at this offset of the message.</summary>
    /// <param name="message">The message; names before the offset are finished.</param>
    /// <param name="offset">Where to write.</param>
    /// <param name="limit">No octet at or behind this one is touched.</param>
    /// <param name="name">The name.</param>
    /// <returns>Octets written; 0 when the name does not fit.</returns>
    internal int Write(Span<byte> message, int offset, int limit, ReadOnlySpan<byte> name)
    {
        // Labels of this very name are still without an end: what stands behind them is left over from another message.
        int known = _count;
        int written = 0;
        while (name[0] != 0)
        {
            if (TryFind(message, known, name, out ushort target))
            {
                if (offset + written + 2 > limit)
                    return 0;

                BinaryPrimitives.WriteUInt16BigEndian(message[(offset + written)..], (ushort)(0xC000 | target));
                return written + 2;
            }

            int octets = name[0] + 1;
            int start = offset + written;
            if (start + octets > limit)
                return 0;

            name[..octets].CopyTo(message[start..]);
            if (start <= MaxPointer && _count < Capacity)
                _offsets[_count++] = (ushort)start;

            written += octets;
            name = name[octets..];
        }

        if (offset + written + 1 > limit)
            return 0;

        message[offset + written] = 0;
        return written + 1;
    }

    private bool TryFind(ReadOnlySpan<byte> message, int known, ReadOnlySpan<byte> name, out ushort offset)
    {
        for (int i = 0; i < known; i++)
        {
            offset = _offsets[i];
            if (IsAt(message, offset, name))
                return true;
        }

        offset = 0;
        return false;
    }

    /// <summary>Whether the name that stands at this offset, its pointers followed, is the given one, case ignored.</summary>
    private static bool IsAt(ReadOnlySpan<byte> message, int offset, ReadOnlySpan<byte> name)
    {
        while (true)
        {
            // Pointers here were written by this very class and point backwards, so they end.
            while ((message[offset] & 0xC0) == 0xC0)
                offset = BinaryPrimitives.ReadUInt16BigEndian(message[offset..]) & MaxPointer;

            int octets = message[offset] + 1;
            if (message[offset] != name[0] || !IsSameLabel(message.Slice(offset + 1, octets - 1), name.Slice(1, octets - 1)))
                return false;
            if (octets == 1)
                return true;

            offset += octets;
            name = name[octets..];
        }
    }

    /// <summary>
    /// Compares with a lower-cased label. The question is echoed in the asker's letter case, so the message may not be lower.
    /// </summary>
    private static bool IsSameLabel(ReadOnlySpan<byte> inMessage, ReadOnlySpan<byte> lower)
    {
        for (int i = 0; i < inMessage.Length; i++)
        {
            byte octet = inMessage[i];
            if ((uint)(octet - 'A') <= 'Z' - 'A')
                octet |= 0x20;
            if (octet != lower[i])
                return false;
        }

        return true;
    }

    [InlineArray(Capacity)]
    private struct Offsets
    {
        private ushort _first;
    }
}
