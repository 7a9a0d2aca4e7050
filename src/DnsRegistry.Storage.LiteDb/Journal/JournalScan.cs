namespace DnsRegistry.Storage.LiteDb.Journal;

/// <summary>Finds the frames in the octets of a journal file.</summary>
/// <param name="octets">The whole file.</param>
internal sealed class JournalScan(byte[] octets)
{
    /// <summary>Octets of the frames that follow each other from the beginning.</summary>
    public int WholeOctets { get; private set; }

    /// <summary>The frames that follow each other from the beginning, with their commits.</summary>
    public IEnumerable<(JournalFrame Frame, ReadOnlyMemory<byte> Commit)> Whole()
    {
        WholeOctets = 0;
        JournalFrame former = default;
        while (JournalFrame.TryRead(octets.AsSpan(WholeOctets), out JournalFrame frame, out int length)
            && (WholeOctets == 0 || Follows(former, frame)))
        {
            ReadOnlyMemory<byte> commit = octets.AsMemory(WholeOctets + JournalFrame.HeaderOctets, length);
            WholeOctets += JournalFrame.OctetsOf(length);
            former = frame;
            yield return (frame, commit);
        }
    }

    /// <summary>All frames anywhere, with their commits.</summary>
    public IEnumerable<(JournalFrame Frame, ReadOnlyMemory<byte> Commit)> Anywhere()
    {
        long? salt = null;
        for (int at = 0; at < octets.Length;)
        {
            bool isFrame = JournalFrame.TryRead(octets.AsSpan(at), out JournalFrame frame, out int length)
                && (salt is null || frame.Salt == salt);
            if (isFrame)
            {
                salt = frame.Salt;
                yield return (frame, octets.AsMemory(at + JournalFrame.HeaderOctets, length));
            }

            at += isFrame ? JournalFrame.OctetsOf(length) : JournalFrame.Alignment;
        }
    }

    private static bool Follows(JournalFrame former, JournalFrame frame) =>
        frame.Salt == former.Salt && frame.Number == former.Number + 1;
}
