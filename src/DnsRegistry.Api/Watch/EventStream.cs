using System.Buffers;
using System.IO.Pipelines;
using DnsRegistry.Api.Access;
using DnsRegistry.Registry.Changes;
using Microsoft.AspNetCore.Http;

namespace DnsRegistry.Api.Watch;

/// <summary>
/// One client's event stream. It has neither a queue nor a timer nor a thread: it reads changes from the place of its cursor,
/// sends them as fast as the client takes them, and sleeps.
/// </summary>
/// <param name="context">The call.</param>
/// <param name="changes">What the client has not been told yet.</param>
/// <param name="streams">Those that are open, and what they share.</param>
/// <param name="gone">Says that the client has gone.</param>
internal sealed class EventStream(HttpContext context, ChangeCursor changes, EventStreams streams, CancellationToken gone)
{
    /// <summary>
    /// A silent stream shows after so long that it lives; for each stream a little less, so that they do not all speak at once.
    /// </summary>
    public const int BeatMilliseconds = 15_000;

    /// <summary>A client that has not taken what was sent after so long is cut off.</summary>
    public const int PatienceMilliseconds = 30_000;

    // Enough for a sensible packet, little enough that a crowd of slow clients holds little.
    private const int BatchOctets = 16 * 1024;

    private readonly int _beatMilliseconds = BeatMilliseconds - Random.Shared.Next(BeatMilliseconds / 5);
    private long _sentId = changes.Revision;
    private long _sentAt;
    private long _sendingSince = long.MaxValue;
    private volatile bool _isBeatDue;
    private volatile bool _isStopped;

    /// <summary>Its place in <see cref="EventStreams"/>.</summary>
    public int Slot { get; set; }

    /// <summary>Sends until the client goes, falls behind, or <see cref="Stop"/>. Closes the cursor in the end.</summary>
    /// <param name="tellsId">Whether the client does not know yet from where on it is told.</param>
    public async Task RunAsync(bool tellsId)
    {
        streams.Add(this);
        try
        {
            int written = WriteHead(tellsId);
            while (true)
            {
                written += WriteChanges();
                bool isOver = changes.HasLagged || _isStopped;
                if (changes.HasLagged)
                    written += WriteLagged();
                else if (isOver)
                    written += WriteFarewell();
                else if (_isBeatDue && written == 0)
                    written += WriteBeat();

                if (written > 0)
                {
                    Volatile.Write(ref _sendingSince, streams.NowMilliseconds);
                    await context.Response.BodyWriter.FlushAsync(gone);
                    Volatile.Write(ref _sendingSince, long.MaxValue);
                    Volatile.Write(ref _sentAt, streams.NowMilliseconds);
                    _isBeatDue = false;
                }

                if (isOver)
                    return;
                if (written == 0)
                    await changes.WaitAsync();
                written = 0;
            }
        }
        finally
        {
            streams.Remove(this);
            changes.Dispose();
        }
    }

    /// <summary>Ends the stream behind the event that is being sent.</summary>
    public void Stop()
    {
        _isStopped = true;
        changes.Wake();
    }

    /// <summary>Looks whether the client has gone or takes nothing, and whether the stream was silent for too long.</summary>
    public void Tick(long nowMilliseconds)
    {
        if (gone.IsCancellationRequested)
        {
            Stop();
            return;
        }

        if (nowMilliseconds - PatienceMilliseconds >= Volatile.Read(ref _sendingSince))
        {
            context.Abort();
            return;
        }

        if (nowMilliseconds - _beatMilliseconds < Volatile.Read(ref _sentAt))
            return;

        _isBeatDue = true;
        changes.Wake();
    }

    private int WriteChanges()
    {
        PipeWriter body = context.Response.BodyWriter;
        int written = 0;
        while (written < BatchOctets && !_isStopped && changes.Read() is { } change)
        {
            if (!context.MayRead(change.Service))
                continue;

            ReadOnlySpan<byte> text = streams.Events.Of(change);
            body.Write(text);
            written += text.Length;
            _sentId = change.Revision;
        }

        return written;
    }

    /// <summary>The client shall come back soon after it was cut off, but not all of them in the same moment.</summary>
    private int WriteHead(bool tellsId)
    {
        PipeWriter body = context.Response.BodyWriter;
        body.Write(": watching\nretry: "u8);
        EventText.Write(body, Random.Shared.Next(1000, 3000));
        body.Write("\n"u8);
        if (tellsId)
            WriteId(body, changes.Revision);
        body.Write("\n"u8);
        return 1;
    }

    /// <summary>
    /// A comment. Where other services have changed meanwhile it moves the client's last id too, or the client would come
    /// back with one that is long forgotten, although it has missed nothing.
    /// </summary>
    private int WriteBeat()
    {
        PipeWriter body = context.Response.BodyWriter;
        body.Write(": alive\n"u8);
        if (changes.Revision > _sentId)
            WriteId(body, changes.Revision);
        body.Write("\n"u8);
        return 1;
    }

    /// <summary>
    /// The server stops, and only other services have changed since the client's last id: after a restart that would be too
    /// old, so it gets a newer one. A change that it would have been told stays behind the id, for when it comes back.
    /// </summary>
    private int WriteFarewell()
    {
        if (changes.Read() is not null || changes.Revision <= _sentId)
            return 0;

        PipeWriter body = context.Response.BodyWriter;
        WriteId(body, changes.Revision);
        body.Write("\n"u8);
        return 1;
    }

    private void WriteId(PipeWriter body, long id)
    {
        body.Write("id: "u8);
        EventText.Write(body, id);
        body.Write("\n"u8);
        _sentId = id;
    }

    private int WriteLagged()
    {
        PipeWriter body = context.Response.BodyWriter;
        body.Write("event: lagged\ndata: {\"oldest\":"u8);
        EventText.Write(body, streams.Oldest);
        body.Write("}\n\n"u8);
        return 1;
    }
}
