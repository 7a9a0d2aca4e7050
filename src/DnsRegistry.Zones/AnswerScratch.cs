using DnsRegistry.Zones.Choice;
using DnsRegistry.Zones.Services;

namespace DnsRegistry.Zones;

/// <summary>Working space of one worker, reused query after query. It is not shared between threads.</summary>
/// <param name="seed">The seed of its random numbers; two workers should differ.</param>
public sealed class AnswerScratch(ulong seed)
{
    private ulong _state = seed;
    private Cell[] _cells = new Cell[64];
    private MemberPick[] _picks = new MemberPick[128];
    private MemberPick[] _named = new MemberPick[32];
    private readonly PackedPick[] _packed = new PackedPick[ServiceImage.MostMembers];

    /// <summary>
    /// Leading bits of the client's address that the answer in hand depends on: the SCOPE PREFIX-LENGTH of RFC 7871. It is
    /// put to 0 before a question for which somebody wants to know, and only grows while that is answered.
    /// </summary>
    public int ScopeBits { get; set; }

    /// <summary>The next of a sequence of well-mixed 64-bit numbers (SplitMix64): fast, not secret.</summary>
    public ulong NextRandom()
    {
        _state += 0x9E37_79B9_7F4A_7C15;
        ulong mixed = _state;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58_476D_1CE4_E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D0_49BB_1331_11EB;
        return mixed ^ (mixed >> 31);
    }

    /// <summary>A random number below <paramref name="bound"/>.</summary>
    public int NextBelow(int bound) => (int)(((NextRandom() >> 32) * (ulong)bound) >> 32);

    /// <summary>Room for cells. It grows for the rare service that has more, and then stays so.</summary>
    internal Span<Cell> Cells(int count) => Room(ref _cells, count);

    /// <summary>Room for picks. It grows for the largest answer over TCP, and then stays so.</summary>
    internal Span<MemberPick> Picks(int count) => Room(ref _picks, count);

    /// <summary>Room for the single instances that a name speaks of.</summary>
    internal Span<MemberPick> Named(int count) => Room(ref _named, count);

    /// <summary>Room for the instances of a packed service.</summary>
    internal Span<PackedPick> Packed => _packed;

    private static Span<T> Room<T>(ref T[] buffer, int count)
    {
        if (buffer.Length < count)
            buffer = new T[Math.Max(count, buffer.Length * 2)];
        return buffer.AsSpan(0, count);
    }
}
