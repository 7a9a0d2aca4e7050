using System.Net;

namespace DnsRegistry.Zones;

/// <summary>
/// What is to be done beside sending the answer. A route rule leaves it in the worker's scratch space, and the worker takes
/// it up behind the answer; nearly every answer has none.
/// </summary>
public sealed class AnswerEffects
{
    /// <summary>Servers that one query is copied to, at most.</summary>
    public const int MaxMirrors = 4;

    private readonly IPEndPoint[] _mirrors = new IPEndPoint[MaxMirrors];
    private int _mirrorCount;

    /// <summary>Whether nothing is sent.</summary>
    public bool IsDropped { get; private set; }

    /// <summary>How much later the answer is sent; 0 sends it at once.</summary>
    public int DelayMilliseconds { get; private set; }

    /// <summary>Where the query is copied to.</summary>
    public ReadOnlySpan<IPEndPoint> Mirrors => _mirrors.AsSpan(0, _mirrorCount);

    /// <summary>Copies the query to nobody: it is a copy itself.</summary>
    public void ForgetMirrors() => _mirrorCount = 0;

    /// <summary>Sends nothing.</summary>
    internal void Drop() => IsDropped = true;

    /// <summary>Sends the answer later.</summary>
    internal void Delay(int milliseconds) => DelayMilliseconds = milliseconds;

    /// <summary>Copies the query to one more server.</summary>
    internal void MirrorTo(IPEndPoint server)
    {
        if (_mirrorCount < MaxMirrors)
            _mirrors[_mirrorCount++] = server;
    }

    /// <summary>Nothing is to be done any more.</summary>
    internal void Clear()
    {
        IsDropped = false;
        DelayMilliseconds = 0;
        _mirrorCount = 0;
    }
}
