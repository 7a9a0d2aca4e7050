using DnsRegistry.Api.Access;
using DnsRegistry.Registry.Changes;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace DnsRegistry.Api.Watch;

/// <summary>
/// A call that stays open until something changes, or for longer. It has neither a queue nor a thread: it sleeps on its
/// cursor, and whatever happens to it wakes it.
/// </summary>
internal abstract class Watcher
{
    private readonly CancellationToken _gone;
    private AccessToken? _token;
    private TokenSet? _judgedBy = TokenSet.None;
    private volatile bool _isStopped;

    /// <summary>A watcher.</summary>
    /// <param name="context">The call.</param>
    /// <param name="changes">What it has not been told yet.</param>
    /// <param name="all">Those that are open, and what they share.</param>
    protected Watcher(HttpContext context, ChangeCursor changes, Watchers all)
    {
        Context = context;
        Changes = changes;
        All = all;
        _gone = GoneOf(context);
        _token = context.Token();
        Forget(context);
    }

    /// <summary>Its place in <see cref="Watchers"/>.</summary>
    public int Slot { get; set; }

    /// <summary>When it ends by itself, on the monotonic clock.</summary>
    public virtual long EndsAtMilliseconds => long.MaxValue;

    /// <summary>The call.</summary>
    protected HttpContext Context { get; }

    /// <summary>What it has not been told yet.</summary>
    protected ChangeCursor Changes { get; }

    /// <summary>Those that are open.</summary>
    protected Watchers All { get; }

    /// <summary>Whether it is to end.</summary>
    protected bool IsStopped => _isStopped;

    /// <summary>Whether nobody is there any more to be told.</summary>
    protected bool IsGone => _gone.IsCancellationRequested;

    /// <summary>Whether tokens are still those by which its own was judged.</summary>
    protected bool IsJudged => ReferenceEquals(Volatile.Read(ref _judgedBy), All.Access.Current);

    /// <summary>Ends it.</summary>
    public void Stop()
    {
        _isStopped = true;
        Changes.Wake();
    }

    /// <summary>Has it look around.</summary>
    public void Wake() => Changes.Wake();

    /// <summary>Looks once a second and when it is to end: whether the client has gone, and whether its token is over.</summary>
    /// <param name="nowMilliseconds">The moment, on the monotonic clock.</param>
    /// <param name="now">The moment, by which tokens end.</param>
    public virtual void Tick(long nowMilliseconds, DateTimeOffset now)
    {
        if (IsGone)
        {
            Stop();
        }
        else if (Volatile.Read(ref _token)?.IsOver(now) == true)
        {
            Volatile.Write(ref _judgedBy, TokenSet.None);
            Changes.Wake();
        }
    }

    /// <summary>Judges the caller's token where that has to be done again.</summary>
    protected StandingVerdict Judge()
    {
        TokenSet? current = All.Access.Current;
        if (ReferenceEquals(Volatile.Read(ref _judgedBy), current))
            return default;

        Volatile.Write(ref _judgedBy, current);
        StandingVerdict verdict = All.Access.Judge(Context, current, Changes.Service);
        Volatile.Write(ref _token, Context.Token());
        return verdict;
    }

    /// <summary>
    /// There may be ten thousand of them, and each keeps what its call has needed for as long as it lives. The path has been
    /// read; without it there are no values of it.
    /// </summary>
    private static void Forget(HttpContext context) => context.Request.RouteValues = null!;

    /// <summary>
    /// Says that the client has gone. With HTTP/1 a call has its connection for itself, which says so at no further cost.
    /// </summary>
    private static CancellationToken GoneOf(HttpContext context) =>
        (HttpProtocol.IsHttp11(context.Request.Protocol) || HttpProtocol.IsHttp10(context.Request.Protocol))
        && context.Features.Get<IConnectionLifetimeFeature>() is { } connection
            ? connection.ConnectionClosed
            : context.RequestAborted;
}
