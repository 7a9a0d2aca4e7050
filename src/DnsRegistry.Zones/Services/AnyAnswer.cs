using DnsRegistry.Wire.Messages;
using DnsRegistry.Wire.Records;

namespace DnsRegistry.Zones.Services;

/// <summary>ANY gets one small record instead of everything there is (RFC 8482 §4.2).</summary>
internal static class AnyAnswer
{
    /// <summary>Writes it.</summary>
    internal static void Write(uint ttlSeconds, ref ResponseWriter writer)
    {
        ReadOnlySpan<byte> information = "\x07RFC8482\0"u8;
        if (writer.TryAddRecord(
            Section.Answer, ResponseWriter.QuestionOffset, RecordType.HInfo, ttlSeconds, information.Length, out Span<byte> rdata))
        {
            information.CopyTo(rdata);
        }
    }
}
