using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;

namespace DnsRegistry.Storage.LiteDb.Records;

/// <summary>Appends values in the store's compact form, which <see cref="OctetReader"/> reads.</summary>
internal sealed class OctetWriter
{
    private readonly ArrayBufferWriter<byte> _octets = new();

    /// <summary>What was written.</summary>
    public ReadOnlySpan<byte> Written => _octets.WrittenSpan;

    /// <summary>Starts anew and keeps the memory.</summary>
    public void Clear() => _octets.ResetWrittenCount();

    /// <summary>One octet.</summary>
    public void WriteByte(byte value)
    {
        _octets.GetSpan(1)[0] = value;
        _octets.Advance(1);
    }

    /// <summary>A number in one to ten octets, seven bits in each, lowest first; the top bit says that more follow.</summary>
    public void WriteNumber(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            WriteByte((byte)(value | 0x80));
        WriteByte((byte)value);
    }

    /// <summary>A number that is not negative by its rules; one that is comes back as it was.</summary>
    public void WriteInt32(int value) => WriteNumber((uint)value);

    /// <summary>A number that is not negative by its rules; one that is comes back as it was.</summary>
    public void WriteInt64(long value) => WriteNumber((ulong)value);

    /// <summary>Eight octets.</summary>
    public void WriteDouble(double value)
    {
        BinaryPrimitives.WriteDoubleLittleEndian(_octets.GetSpan(sizeof(double)), value);
        _octets.Advance(sizeof(double));
    }

    /// <summary>Octets with their number in front.</summary>
    public void WriteOctets(ReadOnlySpan<byte> value)
    {
        WriteNumber((uint)value.Length);
        _octets.Write(value);
    }

    /// <summary>
    /// A text. The number in front is twice its octets, plus one when they are UTF-16: UTF-8 cannot hold half of a
    /// surrogate pair, and a text comes back exactly as it was given.
    /// </summary>
    public void WriteText(string value)
    {
        Span<byte> utf8 = value.Length <= 256 ? stackalloc byte[768] : new byte[Encoding.UTF8.GetMaxByteCount(value.Length)];
        if (Utf8.FromUtf16(value, utf8, out _, out int length, replaceInvalidSequences: false) == OperationStatus.Done)
        {
            WriteNumber((uint)length << 1);
            _octets.Write(utf8[..length]);
            return;
        }

        WriteNumber(((uint)value.Length * sizeof(char) << 1) | 1);
        _octets.Write(MemoryMarshal.AsBytes(value.AsSpan()));
    }

    /// <summary>A text or null, told apart by one octet.</summary>
    public void WriteOptionalText(string? value)
    {
        WriteByte(value is null ? (byte)0 : (byte)1);
        if (value is not null)
            WriteText(value);
    }

    /// <summary>Octets as they are.</summary>
    public void WriteRaw(ReadOnlySpan<byte> octets) => _octets.Write(octets);
}
