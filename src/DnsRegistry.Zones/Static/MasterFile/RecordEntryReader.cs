using DnsRegistry.Wire.Names;
using DnsRegistry.Wire.Records;
using DnsRegistry.Wire.Records.Presentation;

namespace DnsRegistry.Zones.Static.MasterFile;

/// <summary>Reads <c>[owner] [TTL] [class] type RDATA</c>, TTL and class in either order (RFC 1035 §5.1).</summary>
/// <param name="file">The file, for faults.</param>
/// <param name="faults">Where faults go.</param>
internal sealed class RecordEntryReader(string file, List<ZoneFileFault> faults)
{
    /// <summary>The largest TTL (RFC 2181 §8).</summary>
    internal const uint MaxTtlSeconds = int.MaxValue;

    private const int SoaMinimumOctets = 4;

    /// <summary>Reads one record. Owner and TTL are left to the next one even when the rest is at fault.</summary>
    /// <returns>The record, or null.</returns>
    internal MasterFileRecord? Read(MasterFileEntry entry, ref MasterFileState state)
    {
        bool hasOwner = TryReadOwner(entry, ref state);
        int next = entry.StartsWithBlank ? 0 : 1;
        if (!TryReadTtlAndClass(entry, ref next, out uint? ttl))
            return null;
        if (ttl is not null)
            state = state with { LastTtlSeconds = ttl };

        if (!TryReadType(entry, next, out RecordType type) || !TryReadRdata(entry, type, next + 1, state.Origin, out Rdata? rdata))
            return null;

        ttl ??= state.DefaultTtlSeconds ?? state.LastTtlSeconds;
        if (ttl is null && type == RecordType.Soa)
        {
            // Without $TTL the SOA's MINIMUM is the best guess, for it and for what follows.
            ttl = Math.Min(MaxTtlSeconds, System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(rdata!.Octets[^SoaMinimumOctets..]));
            state = state with { LastTtlSeconds = ttl };
        }

        if (ttl is null)
            Report(entry.First, "the record has no TTL, and there is no $TTL before it");

        return hasOwner && ttl is uint ttlSeconds
            ? new MasterFileRecord(state.Owner!, type, ttlSeconds, rdata!, file, entry.First.Line, entry.First.Column)
            : null;
    }

    private bool TryReadOwner(MasterFileEntry entry, ref MasterFileState state)
    {
        if (entry.StartsWithBlank)
        {
            if (state.Owner is null && !state.IsOwnerAtFault)
                Report(entry.First, "the line begins with a blank, but there is no owner name before it");
            return state.Owner is not null;
        }

        bool isRead = DomainName.TryParse(entry.First.Text, state.Origin, out DomainName? owner, out NameFault fault);
        state = state with { Owner = owner, IsOwnerAtFault = !isRead };
        if (!isRead)
            Report(entry.First, $"'{entry.First.Text}' is not a domain name: {fault.Describe()}");
        return isRead;
    }

    private bool TryReadTtlAndClass(MasterFileEntry entry, ref int next, out uint? ttl)
    {
        ttl = null;
        bool hasClass = false;
        for (; next < entry.Tokens.Count; next++)
        {
            PresentationToken token = entry.Tokens[next];
            if (ttl is null && DurationText.TryParse(token.Text, out uint seconds))
            {
                if (seconds > MaxTtlSeconds)
                    return Report(token, "the TTL is larger than 2147483647 (RFC 2181 §8)");
                ttl = seconds;
            }
            else if (!hasClass && IsClass(token.Text))
            {
                if (token.Text.ToUpperInvariant() is not ("IN" or "CLASS1"))
                    return Report(token, $"class {token.Text} is not served, only IN");
                hasClass = true;
            }
            else
            {
                break;
            }
        }

        return true;
    }

    private bool TryReadType(MasterFileEntry entry, int index, out RecordType type)
    {
        type = RecordType.None;
        PresentationToken token = entry.At(index);
        if (index >= entry.Tokens.Count)
            return Report(token, "the record type is missing");
        if (!RecordTypeName.TryParse(token.Text, out type))
            return Report(token, $"'{token.Text}' is not a record type");

        return type.IsData() || Report(token, $"{type.ToMnemonic()} is for questions and messages, not for zones");
    }

    private bool TryReadRdata(MasterFileEntry entry, RecordType type, int index, DomainName origin, out Rdata? rdata) =>
        RdataPresentation.TryRead(type, entry.From(index), origin, out rdata, out PresentationFault fault)
        || Report(entry.At(index + fault.Token), $"{type.ToMnemonic()}: {fault.Message}");

    private static bool IsClass(string text) =>
        text.ToUpperInvariant() is "IN" or "CH" or "HS" or "CS"
        || (text.StartsWith("CLASS", StringComparison.OrdinalIgnoreCase) && ushort.TryParse(text.AsSpan(5), out _));

    private bool Report(PresentationToken token, string message)
    {
        faults.Add(new ZoneFileFault(file, token.Line, token.Column, message));
        return false;
    }
}
