using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace DnsRegistry.Storage.LiteDb.Records;

/// <summary>Reads what <see cref="OctetWriter"/> wrote. Every read throws <see cref="InvalidDataException"/> at the end.</summary>
internal ref struct OctetReader(ReadOnlySpan<byte> octets, TextPool texts)
{
    private ReadOnlySpan<byte> _rest = octets;

    /// <summary>Whether everything was read.</summary>
    public readonly bool IsAtEnd => _rest.IsEmpty;

    /// <summary>Octets that were not read yet.</summary>
    public readonly int Left => _rest.Length;

    /// <summary>One octet.</summary>
    public byte ReadByte() => Take(1)[0];

    /// <summary>A number in one to ten octets.</summary>
    public ulong ReadNumber()
    {
        ulong value = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            byte octet = ReadByte();
            value |= (ulong)(octet & 0x7F) << shift;
            if (octet < 0x80)
                return value;
        }

        throw new InvalidDataException("A number has more than ten octets.");
    }

    /// <summary>A number of 32 bits.</summary>
    public int ReadInt32()
    {
        ulong value = ReadNumber();
        return value <= uint.MaxValue ? (int)(uint)value : throw new InvalidDataException($"{value} is more than 32 bits hold.");
    }

    /// <summary>A number of 64 bits.</summary>
    public long ReadInt64() => (long)ReadNumber();

    /// <summary>Eight octets.</summary>
    public double ReadDouble() => BinaryPrimitives.ReadDoubleLittleEndian(Take(sizeof(double)));

    /// <summary>How many things follow. As each takes at least one octet, a number that is too large is found at once.</summary>
    public int ReadCount()
    {
        ulong count = ReadNumber();
        return count <= (ulong)_rest.Length
            ? (int)count
            : throw new InvalidDataException($"{count} things are announced, {_rest.Length} octets are left.");
    }

    /// <summary>Octets with their number in front.</summary>
    public ReadOnlySpan<byte> ReadOctets() => Take(ReadCount());

    /// <summary>A text that many records share.</summary>
    public string ReadSharedText()
    {
        ulong prefix = ReadNumber();
        ReadOnlySpan<byte> octets = Take(prefix >> 1);
        return (prefix & 1) == 0 ? texts.Get(octets) : ReadUtf16(octets);
    }

    /// <summary>A text.</summary>
    public string ReadText()
    {
        ulong prefix = ReadNumber();
        ReadOnlySpan<byte> octets = Take(prefix >> 1);
        return (prefix & 1) == 0 ? TextPool.Decode(octets) : ReadUtf16(octets);
    }

    /// <summary>A text that many records share, or null.</summary>
    public string? ReadOptionalSharedText() => ReadFlag() ? ReadSharedText() : null;

    /// <summary>Whether the octet is 1 and not 0.</summary>
    public bool ReadFlag() => ReadByte() switch
    {
        0 => false,
        1 => true,
        byte other => throw new InvalidDataException($"{other} is neither yes nor no."),
    };

    /// <summary>A value of an enumeration whose values are counted up from 0.</summary>
    public T ReadEnum<T>()
        where T : struct, Enum
    {
        byte value = ReadByte();
        return value < EnumValues<T>.All.Length
            ? EnumValues<T>.All[value]
            : throw new InvalidDataException($"{value} is no {typeof(T).Name}.");
    }

    private static string ReadUtf16(ReadOnlySpan<byte> octets) =>
        octets.Length % sizeof(char) == 0
            ? new string(MemoryMarshal.Cast<byte, char>(octets))
            : throw new InvalidDataException("A text in UTF-16 has an odd number of octets.");

    private ReadOnlySpan<byte> Take(int count) => Take((ulong)count);

    private ReadOnlySpan<byte> Take(ulong count)
    {
        if (count > (ulong)_rest.Length)
            throw new InvalidDataException($"{count} octets are needed, {_rest.Length} are left.");

        ReadOnlySpan<byte> taken = _rest[..(int)count];
        _rest = _rest[(int)count..];
        return taken;
    }

    private static class EnumValues<T>
        where T : struct, Enum
    {
        public static readonly T[] All = Enum.GetValues<T>();
    }
}
