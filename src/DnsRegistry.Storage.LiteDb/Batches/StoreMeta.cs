using DnsRegistry.Registry.Storage;
using DnsRegistry.Storage.LiteDb.Records;
using DnsRegistry.Wire.Records;

namespace DnsRegistry.Storage.LiteDb.Batches;

/// <summary>What the store knows about itself; it is written with every commit.</summary>
/// <param name="FirstId">The oldest batch.</param>
/// <param name="NextId">The number after the newest batch. Every batch between the two is there.</param>
/// <param name="Live">Records that are neither replaced nor gone.</param>
/// <param name="Head">The counters of the registry.</param>
internal sealed record StoreMeta(long FirstId, long NextId, int Live, StoredHead Head)
{
    /// <summary>
    /// The format of everything in the database. It grows when an older program could not read it; a database of an older
    /// format is read, and has this one before the next commit. 1: instances and settings. 2: overrides, too. 3: route rules, too.
    /// 4: a journal beside it.
    /// </summary>
    public const byte Format = 4;

    private const int MetaId = 0;

    /// <summary>The format that it was read in.</summary>
    public byte FoundFormat { get; init; } = Format;

    /// <summary>Whether it was read, and is not what stands for nothing.</summary>
    public bool IsStored => !ReferenceEquals(this, Empty);

    /// <summary>A store that was never written to.</summary>
    public static StoreMeta Empty { get; } = new(1, 1, 0, StoredHead.Empty);

    /// <summary>As octets: the format, then a checksum and the values.</summary>
    public byte[] Write()
    {
        var writer = new OctetWriter();
        writer.WriteInt64(FirstId);
        writer.WriteInt64(NextId);
        writer.WriteInt32(Live);
        writer.WriteInt64(Head.Revision);
        writer.WriteNumber(Head.Serial.Value);
        writer.WriteByte(Head.IsAnswerAsLoaded ? (byte)1 : (byte)0);
        return [Format, .. BatchChecksum.Seal(MetaId, writer.Written)];
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="StoreException">A newer program wrote it.</exception>
    /// <exception cref="InvalidDataException">The octets are not that.</exception>
    public static StoreMeta Read(ReadOnlySpan<byte> octets, string path)
    {
        if (octets.IsEmpty || octets[0] == 0)
            throw new InvalidDataException("The format is not given.");
        if (octets[0] > Format)
            throw StoreFaults.NewerFormat(path, octets[0], Format);

        var reader = new OctetReader(BatchChecksum.Open(MetaId, octets[1..]), new TextPool());
        return new StoreMeta(reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt32(), ReadHead(ref reader)) { FoundFormat = octets[0] };
    }

    private static StoredHead ReadHead(ref OctetReader reader)
    {
        long revision = reader.ReadInt64();
        uint serial = (uint)reader.ReadInt32();
        return new StoredHead(revision, new SerialNumber(serial), reader.ReadFlag());
    }
}
