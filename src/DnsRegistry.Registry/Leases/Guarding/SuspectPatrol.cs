using System.Collections.Concurrent;
using System.Net;
using DnsRegistry.Registry.Instances;
using DnsRegistry.Zones;

namespace DnsRegistry.Registry.Leases.Guarding;

/// <summary>Probes the instances that are held, pass after pass, a few at a time, and names those that refuse a connection.</summary>
/// <param name="options">How often, how many, how patient.</param>
/// <param name="time">The clock.</param>
/// <param name="withdraw">Gets those that refused in one pass.</param>
internal sealed class SuspectPatrol(ExpiryGuardOptions options, TimeProvider time, Action<IReadOnlyList<ServiceInstance>> withdraw)
    : IAsyncDisposable
{
    /// <summary>A pass ends after this, so that a million dead ends do not keep it from seeing who has gone since.</summary>
    private static readonly TimeSpan s_longestPass = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _stop = new();
    private volatile Task _pass = Task.CompletedTask;
    private long _notBefore = long.MinValue;

    /// <summary>Ends with the pass that is under way.</summary>
    internal Task Pass => _pass;

    /// <summary>Begins a pass, unless one is under way or the last was a moment ago. Writer only.</summary>
    internal void Begin(IReadOnlyCollection<ServiceInstance> held, long nowMilliseconds)
    {
        int most = GuardRules.MostWithdrawn(held.Count, options);
        if (most == 0 || !_pass.IsCompleted || nowMilliseconds < Volatile.Read(ref _notBefore))
            return;

        // In another order each time: where not all can be withdrawn at once, everybody's turn comes.
        ServiceInstance[] suspects = [.. held.Where(CanBeProbed)];
        Random.Shared.Shuffle(suspects);
        _pass = Task.Run(() => PassAsync(suspects, most));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _pass.ConfigureAwait(false);
        _stop.Dispose();
    }

    /// <summary>Without a port there is nothing to connect to; a host name may stand for anything.</summary>
    private static bool CanBeProbed(ServiceInstance instance) =>
        instance.Registration is { Port: > 0, Addresses.Count: > 0 };

    private async Task PassAsync(ServiceInstance[] suspects, int most)
    {
        var refused = new ConcurrentQueue<ServiceInstance>();
        using var limit = new CancellationTokenSource(s_longestPass, time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, _stop.Token);
        try
        {
            var few = new ParallelOptions { MaxDegreeOfParallelism = options.ProbesAtOnce, CancellationToken = end.Token };
            await Parallel.ForEachAsync(suspects, few, async (suspect, cancellationToken) =>
            {
                if (!await IsGoneAsync(suspect, cancellationToken).ConfigureAwait(false))
                    return;

                refused.Enqueue(suspect);
                if (refused.Count >= most)
                    await end.CancelAsync().ConfigureAwait(false);
            }).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Enough were found, or the time is over.
        }

        Volatile.Write(ref _notBefore, time.MonotonicMilliseconds() + (long)options.PassInterval.TotalMilliseconds);
        if (!refused.IsEmpty)
            withdraw([.. refused.Take(most)]);
    }

    /// <summary>Whether the instance says so itself at every one of its addresses: silence may be the network's.</summary>
    private async ValueTask<bool> IsGoneAsync(ServiceInstance suspect, CancellationToken cancellationToken)
    {
        Registration registration = suspect.Registration;
        foreach (IPAddress address in registration.Addresses)
        {
            using var limit = new CancellationTokenSource(options.ProbeTimeout, time);
            using var end = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
            var target = new IPEndPoint(address, registration.Port);
            if (await options.Probe.ProbeAsync(target, end.Token).ConfigureAwait(false) != ProbeVerdict.Refused)
                return false;
        }

        return true;
    }
}
