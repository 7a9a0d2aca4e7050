using System.Text;
using DnsRegistry.Storage.LiteDb.Pages;

namespace DnsRegistry.Storage.LiteDb.Records;

/// <summary>
/// Gives the same string for the same octets most of the time: the zones, versions and services of a million instances
/// are few, and one copy of each is enough.
/// </summary>
/// <param name="slots">How many texts it remembers, at most.</param>
internal sealed class TextPool(int slots = TextPool.DefaultSlots)
{
    /// <summary>Enough for what a commit goes through.</summary>
    public const int DefaultSlots = 16_384;

    private const int MaxOctets = 64;

    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly string?[] _slots = new string?[slots];

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

        ref string? slot = ref _slots[Crc32C.Of(octets) % (uint)_slots.Length];
        if (slot is null || !Ascii.Equals(octets, slot))
            slot = Decode(octets);
        return slot;
    }
}
