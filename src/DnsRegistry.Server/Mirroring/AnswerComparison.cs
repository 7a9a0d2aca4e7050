using DnsRegistry.Wire.Messages;

namespace DnsRegistry.Server.Mirroring;

/// <summary>
/// Whether two servers have answered alike: with the same RCODE and the same records in the answer section, whatever their
/// TTLs and their order.
/// </summary>
internal static class AnswerComparison
{
    /// <summary>
    /// Whether one response says something else than the other. What is cut (TC) or no response cannot be compared, and differs
    /// not.
    /// </summary>
    internal static bool Differ(ReadOnlySpan<byte> ours, ReadOnlySpan<byte> theirs)
    {
        if (!ResponseMessage.TryRead(ours, out ResponseMessage? mine) || !ResponseMessage.TryRead(theirs, out ResponseMessage? other))
            return false;
        if (mine.IsTruncated || other.IsTruncated)
            return false;
        return mine.Rcode != other.Rcode || !Texts(mine).SetEquals(Texts(other));
    }

    private static HashSet<string> Texts(ResponseMessage response) =>
        [.. response.Answer.Select(record => $"{record.Owner} {(ushort)record.Type} {Convert.ToHexString(record.Rdata.Span)}")];
}
