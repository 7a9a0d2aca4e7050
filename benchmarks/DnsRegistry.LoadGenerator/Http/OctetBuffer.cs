using System.Buffers.Text;

namespace DnsRegistry.LoadGenerator.Http;

/// <summary>Octets that are put together piece by piece, in memory that is used again and again.</summary>
internal sealed class OctetBuffer
{
    private const int MaxDigits = 20;

    private byte[] _octets = new byte[1024];

    /// <summary>Octets so far.</summary>
    public int Length { get; private set; }

    /// <summary>What was added since <see cref="Clear"/>.</summary>
    public ReadOnlySpan<byte> Octets => _octets.AsSpan(0, Length);

    /// <summary>Forgets everything.</summary>
    public OctetBuffer Clear()
    {
        Length = 0;
        return this;
    }

    /// <summary>Appends text.</summary>
    public OctetBuffer Add(ReadOnlySpan<byte> text)
    {
        Reserve(text.Length);
        text.CopyTo(_octets.AsSpan(Length));
        Length += text.Length;
        return this;
    }

    /// <summary>Appends a number in decimal.</summary>
    public OctetBuffer Add(int number)
    {
        Reserve(MaxDigits);
        Utf8Formatter.TryFormat(number, _octets.AsSpan(Length), out int written);
        Length += written;
        return this;
    }

    private void Reserve(int octets)
    {
        if (Length + octets > _octets.Length)
            Array.Resize(ref _octets, Math.Max(_octets.Length * 2, Length + octets));
    }
}
