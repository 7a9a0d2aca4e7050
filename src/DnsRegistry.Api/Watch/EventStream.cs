using System.Buffers;
using System.IO.Pipelines;
using DnsRegistry.Api.Access;
using DnsRegistry.Api.Http;
using DnsRegistry.Api.Json;
using DnsRegistry.Api.Problems;
using DnsRegistry.Registry.Changes;
using Microsoft.AspNetCore.Http;

namespace DnsRegistry.Api.Watch;

/// <summary>
/// One client's event stream: it reads changes from the place of its cursor, sends them as fast as the client takes them, and
/// sleeps.
/// </summary>
/// <param name="context">The call.</param>
/// <param name="changes">What the client has not been told yet.</param>
/// <param name="all">Those that are open, and what they share.</param>
internal sealed class EventStream(HttpContext context, ChangeCursor changes, Watchers all) : Watcher(context, changes, all)
{
    /// <summary>
    /// A silent stream shows after so long that it lives; for each stream a little less, so that they do not all speak at once.
    /// </summary>
    public const int BeatMilliseconds = 15_000;

    /// <summary>A client that has not taken what was sent after so long is cut off.</summary>
    public const int PatienceMilliseconds = 30_000;

    // Enough for a sensible packet, little enough that a crowd of slow clients holds little.
    private const int BatchOctets = 16 * 1024;

    private static readonly Problem s_seesLess =
        new(ProblemKind.Forbidden, "The token may look at fewer services than before; watch again for those that are left.");

    private readonly int _beatMilliseconds = BeatMilliseconds - Random.Shared.Next(BeatMilliseconds / 5);
    private long _sentId = changes.Revision;
    private long _sentAt;
    private long _sendingSince = long.MaxValue;
    private volatile bool _isBeatDue;

    /// <summary>
    /// Sends until the client goes, falls behind, may no longer see it, or <see cref="Watcher.Stop"/>. Closes the cursor in the end.
    /// </summary>
    /// <param name="tellsId">Whether the client does not know yet from where on it is told.</param>
    public async Task RunAsync(bool tellsId)
    {
        await ReceivingThread.Leave();
        try
        {
            int written = WriteHead(tellsId);
            while (true)
            {
                StandingVerdict verdict = Judge();
                if (!verdict.SeesLess)
                    written += WriteChanges();

                bool isOver = verdict.SeesLess || Changes.HasLagged || IsStopped;
                if (verdict.SeesLess)
                    written += WriteRefused(verdict.Refusal ?? s_seesLess);
                else if (Changes.HasLagged)
                    written += WriteLagged();
                else if (isOver)
                    written += WriteFarewell();
                else if (_isBeatDue && written == 0)
                    written += WriteBeat();

                if (written > 0)
                {
                    Volatile.Write(ref _sendingSince, All.NowMilliseconds);
                    await Context.Response.BodyWriter.FlushAsync();
                    Volatile.Write(ref _sendingSince, long.MaxValue);
                    Volatile.Write(ref _sentAt, All.NowMilliseconds);
                    _isBeatDue = false;
                }

                if (isOver)
                    return;
                if (written == 0)
                    await Changes.WaitAsync();
                written = 0;
            }
        }
        catch (Exception exception) when (RequestGuard.IsOfNoInterest(Context, exception))
        {
            // It ends by its client's going away, too.
        }
        finally
        {
            All.Remove(this);
            Changes.Dispose();
        }
    }

    /// <summary>Looks, too, whether the client takes nothing, and whether the stream was silent for too long.</summary>
    /// <inheritdoc/>
    public override void Tick(long nowMilliseconds, DateTimeOffset now)
    {
        base.Tick(nowMilliseconds, now);
        if (nowMilliseconds - PatienceMilliseconds >= Volatile.Read(ref _sendingSince))
        {
            All.Metrics.NoteCutOff(CutOffReason.Stuck);
            Context.Abort();
        }
        else if (nowMilliseconds - _beatMilliseconds >= Volatile.Read(ref _sentAt))
        {
            _isBeatDue = true;
            Wake();
        }
    }

    private int WriteChanges()
    {
        PipeWriter body = Context.Response.BodyWriter;
        int written = 0;
        while (written < BatchOctets && !IsStopped && IsJudged && Changes.Read() is { } change)
        {
            if (!Context.MayRead(change.Service))
                continue;

            ReadOnlySpan<byte> text = All.Events.Of(change);
            body.Write(text);
            written += text.Length;
            _sentId = change.Revision;
        }

        return written;
    }

    /// <summary>The client shall come back soon after it was cut off, but not all of them in the same moment.</summary>
    private int WriteHead(bool tellsId)
    {
        PipeWriter body = Context.Response.BodyWriter;
        body.Write(": watching\nretry: "u8);
        EventText.Write(body, Random.Shared.Next(1000, 3000));
        body.Write("\n"u8);
        if (tellsId)
            WriteId(body, Changes.Revision);
        body.Write("\n"u8);
        return 1;
    }

    /// <summary>
    /// A comment. Where other services have changed meanwhile it moves the client's last id too, or the client would come
    /// back with one that is long forgotten, although it has missed nothing.
    /// </summary>
    private int WriteBeat()
    {
        PipeWriter body = Context.Response.BodyWriter;
        body.Write(": alive\n"u8);
        if (Changes.Revision > _sentId)
            WriteId(body, Changes.Revision);
        body.Write("\n"u8);
        return 1;
    }

    /// <summary>
    /// The server stops, and only other services have changed since the client's last id: after a restart that would be too
    /// old, so it gets a newer one. A change that it would have been told stays behind the id, for when it comes back.
    /// </summary>
    private int WriteFarewell()
    {
        if (Changes.Read() is not null || Changes.Revision <= _sentId)
            return 0;

        PipeWriter body = Context.Response.BodyWriter;
        WriteId(body, Changes.Revision);
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
        All.Metrics.NoteCutOff(CutOffReason.Lagged);
        PipeWriter body = Context.Response.BodyWriter;
        body.Write("event: lagged\ndata: {\"oldest\":"u8);
        EventText.Write(body, All.Oldest);
        body.Write("}\n\n"u8);
        return 1;
    }

    private int WriteRefused(Problem problem)
    {
        All.Metrics.NoteCutOff(CutOffReason.Refused);
        PipeWriter body = Context.Response.BodyWriter;
        body.Write("event: refused\ndata: "u8);
        body.Write(JsonAnswer.Render(problem, static (writer, problem) => problem.WriteTo(writer)));
        body.Write("\n\n"u8);
        return 1;
    }
}
