namespace DnsRegistry.Server.Udp;

/// <summary>
/// Watches how datagrams are spread over the workers of an address. To begin with each goes to the worker of the processor it came
/// in on, so that no other processor is woken for it. Where all come in on one processor, as from a network card with one queue, one worker
/// would have all the work. When that is seen to be too much for it they are spread by address and port instead, until
/// the server ends: what kind of network card a machine has does not change.
/// </summary>
internal sealed class ArrivalSteering : IDisposable
{
    /// <summary>So long must one worker have too much and another too little: longer than a burst.</summary>
    private const int UnevenSeconds = 10;

    private readonly IReadOnlyList<Func<UdpLoad>> _workers;
    private readonly Action _spread;
    private readonly UdpLoad[] _before;
    private readonly ITimer _timer;
    private int _unevenSeconds;

    /// <summary>Begins to watch.</summary>
    /// <param name="workers">What each worker has received, two or more of them.</param>
    /// <param name="spread">Has datagrams spread by address and port from now on. It is called at most once.</param>
    /// <param name="time">The clock.</param>
    internal ArrivalSteering(IReadOnlyList<Func<UdpLoad>> workers, Action spread, TimeProvider time)
    {
        _workers = workers;
        _spread = spread;
        _before = [.. workers.Select(worker => worker())];
        _timer = time.CreateTimer(_ => Look(), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
    }

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    /// <summary>Looks at the last second.</summary>
    private void Look()
    {
        // Two calls at a time, after the process was held up, would only count a second twice: each goes by its own number.
        int unevenSeconds = IsUneven() ? _unevenSeconds + 1 : 0;
        _unevenSeconds = unevenSeconds;
        if (unevenSeconds != UnevenSeconds)
            return;

        _timer.Dispose();
        _spread();
    }

    /// <summary>Whether the busiest worker does not get through what comes while another had less than half as much.</summary>
    private bool IsUneven()
    {
        UdpLoad busiest = default;
        long fewest = long.MaxValue;
        for (int i = 0; i < _before.Length; i++)
        {
            UdpLoad now = _workers[i]();
            UdpLoad second = now.Since(_before[i]);
            _before[i] = now;
            fewest = Math.Min(fewest, second.Datagrams);
            if (second.Datagrams > busiest.Datagrams)
                busiest = second;
        }

        return busiest.FullReceptions * 10 > busiest.Receptions * 9 && fewest * 2 < busiest.Datagrams;
    }
}
