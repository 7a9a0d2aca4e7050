using ARSoft.Tools.Net.Dns;
using RecordType = DnsRegistry.Wire.Records.RecordType;

namespace DnsRegistry.Testing;

/// <summary>One record of a reply, as an independent decoder understood it.</summary>
/// <param name="Owner">The owner name with its closing dot.</param>
/// <param name="Type">The type.</param>
/// <param name="TtlSeconds">The TTL.</param>
/// <param name="Data">The RDATA in presentation form.</param>
public sealed record ReplyRecord(string Owner, RecordType Type, uint TtlSeconds, string Data)
{
    internal static ReplyRecord From(DnsRecordBase record)
    {
        // "owner TTL class type data": the decoder shows the data only as the end of the whole.
        string[] words = record.ToString().Split(' ', 5);
        return new ReplyRecord(
            record.Name.ToString(), (RecordType)record.RecordType, (uint)record.TimeToLive, words.Length > 4 ? words[4] : "");
    }

    /// <summary>Owner, type and data, for comparing whole sections at a glance.</summary>
    public override string ToString() => $"{Owner} {TtlSeconds} {Type.ToString().ToUpperInvariant()} {Data}";
}
