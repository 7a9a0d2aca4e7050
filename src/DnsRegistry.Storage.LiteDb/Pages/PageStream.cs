namespace DnsRegistry.Storage.LiteDb.Pages;

/// <summary>Shows a <see cref="PageFile"/> to LiteDB, which reads and writes whole pages and flushes when they belong together.</summary>
internal sealed class PageStream(PageFile pages) : Stream
{
    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => true;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => pages.Length;

    /// <inheritdoc/>
    public override long Position { get; set; }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count)
    {
        RequireWholePage(count);
        pages.Read(Position, buffer.AsSpan(offset, count));
        Position += count;
        return count;
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count)
    {
        RequireWholePage(count);
        pages.Write(Position, buffer.AsSpan(offset, count));
        Position += count;
    }

    /// <summary>Makes what was written durable, all or nothing.</summary>
    public override void Flush() => pages.Commit();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => Position + offset,
        _ => Length + offset,
    };

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException("The database only grows, page by page.");

    private void RequireWholePage(int count)
    {
        if (count != PageFrame.PageOctets || Position % PageFrame.PageOctets != 0)
            throw new NotSupportedException("The database is read and written in whole pages.");
    }
}
