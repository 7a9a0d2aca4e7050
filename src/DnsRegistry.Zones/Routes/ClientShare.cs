using System.Globalization;

namespace DnsRegistry.Zones.Routes;

/// <summary>
/// Where a client stands among all clients of a service, as a part of 2^64. It is the same in every process and for every
/// rule of the service, so a larger share has everybody that a smaller one has; in another service the client stands elsewhere.
/// </summary>
internal static class ClientShare
{
    /// <summary>A number that stands for a service: FNV-1a of its label.</summary>
    internal static ulong SeedOf(ReadOnlySpan<byte> service)
    {
        ulong hash = 0xCBF2_9CE4_8422_2325;
        foreach (byte octet in service)
            hash = (hash ^ octet) * 0x0000_0100_0000_01B3;
        return hash;
    }

    /// <summary>The place of a client. Mixed otherwise than <see cref="ClientAddress.StableHash"/>, which chooses instances.</summary>
    internal static ulong PlaceOf(ClientAddress client, ulong seed)
    {
        ulong mixed = Mix((ulong)client.Value ^ seed);
        return Mix(mixed ^ (ulong)(client.Value >> 64));
    }

    /// <summary>The first place behind a share.</summary>
    /// <param name="percent">0 to 100.</param>
    /// <returns><see cref="UInt128"/>, since the share of everybody ends behind the last place.</returns>
    internal static UInt128 EndOf(double percent) =>
        percent >= 100 ? UInt128.One << 64 : (UInt128)(ulong)(percent / 100 * (1L << 53)) << 11;

    /// <summary>A place in percent, for people.</summary>
    internal static string Describe(ulong place) => ((place >> 11) * 100.0 / (1L << 53)).ToString("0.###", CultureInfo.InvariantCulture);

    // Steele, Lea and Flood, "Fast splittable pseudorandom number generators" (2014), variant 4 of Stafford's constants.
    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 33)) * 0x62A9_D9ED_7997_05F5;
        value = (value ^ (value >> 28)) * 0xCB24_D0A5_C88C_35B3;
        return value ^ (value >> 32);
    }
}
