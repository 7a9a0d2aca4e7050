using System.Text;
using DnsRegistry.Storage.LiteDb.Pages;

namespace DnsRegistry.Storage.LiteDb.Records;

/// <summary>
/// Gives the same string for the same octets most of the time: the zones, versions and services of a million instances
/// are few, and one copy of each is enough.
/// </summary>
internal sealed class TextPool
{
    private const int Slots = 16_384;
    private const int MaxOctets = 64;

    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly (byte[] Octets, string Text)[] _slots = new (byte[] Octets, string Text)[Slots];

    /// <summary>The text of octets in UTF-8.</summary>
    /// <exception cref="InvalidDataException">They are not UTF-8.</exception>
    public static string Decode(ReadOnlySpan<byte> octets)
    {
        try
        {
            return s_strict.GetString(octets);
        }
        catch (DecoderFallbackException exception)
        {
            throw new InvalidDataException("A text is not UTF-8.", exception);
        }
    }

    /// <summary>The text of octets in UTF-8, shared when it is short.</summary>
    /// <exception cref="InvalidDataException">They are not UTF-8.</exception>
    public string Get(ReadOnlySpan<byte> octets)
    {
        if (octets.Length > MaxOctets)
            return Decode(octets);

        ref (byte[] Octets, string Text) slot = ref _slots[Crc32C.Of(octets) % Slots];
        if (slot.Octets is null || !octets.SequenceEqual(slot.Octets))
            slot = (octets.ToArray(), Decode(octets));
        return slot.Text;
    }
}
