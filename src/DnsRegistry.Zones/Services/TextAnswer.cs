using DnsRegistry.Wire.Messages;
using DnsRegistry.Wire.Records;
using DnsRegistry.Zones.Choice;

namespace DnsRegistry.Zones.Services;

/// <summary>Writes TXT records: of an instance its metadata, of a service its versions.</summary>
internal static class TextAnswer
{
    /// <summary>Writes what there is.</summary>
    /// <returns><see langword="false"/> when there is none.</returns>
    internal static bool TryWrite(
        scoped in ServiceSelection selection, bool hasId, uint ttlSeconds, bool includeCritical, ref ResponseWriter writer) =>
        hasId
            ? TryWriteMetadata(selection, ttlSeconds, includeCritical, ref writer)
            : TryWriteVersions(selection, ttlSeconds, includeCritical, ref writer);

    private static bool TryWriteMetadata(
        scoped in ServiceSelection selection, uint ttlSeconds, bool includeCritical, ref ResponseWriter writer)
    {
        bool isWritten = false;
        foreach (ref readonly MemberPick pick in selection.Named)
        {
            ReadOnlySpan<byte> text = pick.Endpoint.Text;
            if (text.IsEmpty || !pick.Endpoint.IsCandidate(includeCritical))
                continue;

            isWritten = true;
            if (pick.Endpoint.IsStale)
                StaleNotice.Say(ref writer);
            if (!TryWriteRecord(text.Length, ttlSeconds, ref writer, out Span<byte> rdata))
                break;
            text.CopyTo(rdata);
        }

        return isWritten;
    }

    /// <summary>One record with a string for each version that has an answer.</summary>
    private static bool TryWriteVersions(
        scoped in ServiceSelection selection, uint ttlSeconds, bool includeCritical, ref ResponseWriter writer)
    {
        ReadOnlySpan<Cell> cells = selection.Cells;
        int octets = 0;
        for (int i = 0; i < cells.Length; i++)
            octets += IsFirstOfVersion(cells, i, includeCritical) ? cells[i].VersionText.Length + 1 : 0;
        if (octets == 0)
            return false;
        if (selection.HasStale)
            StaleNotice.Say(ref writer);
        if (!TryWriteRecord(octets, ttlSeconds, ref writer, out Span<byte> rdata))
            return true;

        for (int i = 0; i < cells.Length; i++)
        {
            if (!IsFirstOfVersion(cells, i, includeCritical))
                continue;

            ReadOnlySpan<byte> version = cells[i].VersionText;
            rdata[0] = (byte)version.Length;
            version.CopyTo(rdata[1..]);
            rdata = rdata[(version.Length + 1)..];
        }

        return true;
    }

    private static bool IsFirstOfVersion(ReadOnlySpan<Cell> cells, int index, bool includeCritical)
    {
        if (!IsAnswered(cells[index], includeCritical))
            return false;

        for (int i = 0; i < index; i++)
        {
            if (IsAnswered(cells[i], includeCritical) && cells[i].VersionText.SequenceEqual(cells[index].VersionText))
                return false;
        }

        return true;
    }

    private static bool IsAnswered(Cell cell, bool includeCritical) =>
        includeCritical ? cell.OfferedCount > 0 : cell.EligibleCount > 0;

    private static bool TryWriteRecord(int octets, uint ttlSeconds, ref ResponseWriter writer, out Span<byte> rdata)
    {
        bool fits = writer.TryAddRecord(
            Section.Answer, ResponseWriter.QuestionOffset, RecordType.Txt, ttlSeconds, octets, out rdata);
        writer.IsTruncated |= !fits;
        return fits;
    }
}
