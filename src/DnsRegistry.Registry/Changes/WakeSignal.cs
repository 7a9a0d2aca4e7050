using System.Threading.Tasks.Sources;

namespace DnsRegistry.Registry.Changes;

/// <summary>
/// Lets one waiter sleep without a thread, a task or a timer, until anybody wakes it; waking one that is awake is
/// remembered. The waiter goes on in the thread pool, so waking costs the one who wakes nearly nothing.
/// </summary>
public class WakeSignal : IValueTaskSource
{
    private const int Awake = 0;
    private const int Asleep = 1;
    private const int Woken = 2;

    private ManualResetValueTaskSourceCore<bool> _core = new() { RunContinuationsAsynchronously = true };
    private int _state;

    /// <summary>Sleeps until <see cref="Wake"/>, or not at all if that was called since the last time. One waiter at a time.</summary>
    public ValueTask WaitAsync()
    {
        _core.Reset();
        if (Interlocked.CompareExchange(ref _state, Asleep, Awake) != Woken)
            return new ValueTask(this, _core.Version);

        Volatile.Write(ref _state, Awake);
        return ValueTask.CompletedTask;
    }

    /// <summary>Wakes the waiter.</summary>
    public void Wake()
    {
        if (Interlocked.Exchange(ref _state, Woken) != Asleep)
            return;

        // Whoever wakes it from now on is in time: it looks around only after the next line but one.
        Volatile.Write(ref _state, Awake);
        _core.SetResult(true);
    }

    void IValueTaskSource.GetResult(short token) => _core.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _core.GetStatus(token);

    void IValueTaskSource.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);
}
