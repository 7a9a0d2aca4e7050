using System.Buffers.Binary;
using System.Numerics;
using DnsRegistry.Wire.Messages;
using DnsRegistry.Wire.Records;
using DnsRegistry.Zones.Choice;

namespace DnsRegistry.Zones.Services;

/// <summary>Writes A and AAAA records of chosen instances. An address that two of them share stands there once (RFC 2181 §5).</summary>
internal static class AddressAnswer
{
    private const int BitsPerWord = 64;
    private const int MostWords = 1024;

    /// <summary>Writes the addresses in the order of the picks.</summary>
    /// <param name="picks">The instances.</param>
    /// <param name="addressOctets">4 for A, 16 for AAAA.</param>
    /// <param name="limits">The addresses that may be written.</param>
    /// <param name="ttlSeconds">The TTL.</param>
    /// <param name="writer">The response.</param>
    /// <returns><see langword="false"/> when not all of them fitted.</returns>
    internal static bool TryWrite(
        scoped ReadOnlySpan<MemberPick> picks, int addressOctets, scoped AddressLimits limits, uint ttlSeconds, ref ResponseWriter writer)
    {
        RecordType type = addressOctets == 4 ? RecordType.A : RecordType.Aaaa;
        // One bit an address, in a table with many more bits than picks: only a set bit is worth a closer look.
        Span<ulong> seen = stackalloc ulong[Math.Min(MostWords, (int)BitOperations.RoundUpToPowerOf2((uint)picks.Length))];
        seen.Clear();
        for (int i = 0; i < picks.Length; i++)
        {
            ReadOnlySpan<byte> addresses = AddressesOf(picks[i], addressOctets);
            for (; addresses.Length > 0; addresses = addresses[addressOctets..])
            {
                ReadOnlySpan<byte> address = addresses[..addressOctets];
                if (!limits.Allow(address) || (WasSeen(seen, address) && IsAmong(picks[..i], address)))
                    continue;
                if (!TryWriteOne(type, address, ttlSeconds, ref writer))
                    return false;
            }
        }

        return true;
    }

    /// <summary>Puts the picks to the front that have an address of this family that may be written.</summary>
    /// <returns>How many they are.</returns>
    internal static int Keep(Span<MemberPick> picks, int addressOctets, scoped AddressLimits limits)
    {
        int kept = 0;
        foreach (MemberPick pick in picks)
        {
            ReadOnlySpan<byte> addresses = AddressesOf(pick, addressOctets);
            while (addresses.Length > 0 && !limits.Allow(addresses[..addressOctets]))
                addresses = addresses[addressOctets..];
            if (addresses.Length > 0)
                picks[kept++] = pick;
        }

        return kept;
    }

    /// <summary>How many of the picks, counted from the first, are sure to fit with all their addresses.</summary>
    internal static int CountFitting(scoped ReadOnlySpan<MemberPick> picks, int addressOctets, int room)
    {
        int addresses = room / (ResponseWriter.PointedRecordOctets + addressOctets);
        int count = 0;
        foreach (ref readonly MemberPick pick in picks)
        {
            addresses -= addressOctets == 4 ? pick.Endpoint.IPv4Count : pick.Endpoint.IPv6Count;
            if (addresses < 0)
                break;
            count++;
        }

        return count;
    }

    private static ReadOnlySpan<byte> AddressesOf(in MemberPick pick, int addressOctets) =>
        addressOctets == 4 ? pick.Endpoint.IPv4 : pick.Endpoint.IPv6;

    private static bool TryWriteOne(RecordType type, scoped ReadOnlySpan<byte> address, uint ttlSeconds, ref ResponseWriter writer)
    {
        if (!writer.TryAddRecord(
            Section.Answer, ResponseWriter.QuestionOffset, type, ttlSeconds, address.Length, out Span<byte> rdata))
        {
            return false;
        }

        address.CopyTo(rdata);
        return true;
    }

    private static bool WasSeen(Span<ulong> seen, ReadOnlySpan<byte> address)
    {
        // In network order the last octet, in which most addresses of a service differ, is the lowest: it reaches all bits.
        uint tail = BinaryPrimitives.ReadUInt32BigEndian(address[^4..]) * 0x9E37_79B1;
        ref ulong word = ref seen[(int)(tail >> 22) & (seen.Length - 1)];
        ulong bit = 1UL << (int)((tail >> 16) % BitsPerWord);
        bool wasSeen = (word & bit) != 0;
        word |= bit;
        return wasSeen;
    }

    private static bool IsAmong(ReadOnlySpan<MemberPick> picks, ReadOnlySpan<byte> address)
    {
        foreach (ref readonly MemberPick pick in picks)
        {
            if (pick.Endpoint.HasAddress(address))
                return true;
        }

        return false;
    }
}
