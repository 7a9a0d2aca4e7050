using System.Collections.Concurrent;
using DnsRegistry.Registry.Health.Probes;
using DnsRegistry.Registry.Instances;

namespace DnsRegistry.Registry.Tests.Health;

/// <summary>Checks that touch no network: a test says who is well, and counts who was asked.</summary>
internal sealed class ScriptedProber : IProber
{
    private readonly ConcurrentDictionary<string, int> _asked = new();
    private readonly ConcurrentDictionary<string, bool> _down = new();
    private readonly ConcurrentQueue<TaskCompletionSource> _held = new();

    /// <summary>Whether checks wait until they are released.</summary>
    public bool IsHolding { get; set; }

    /// <summary>Checks that wait.</summary>
    public int Held => _held.Count;

    public void TakeDown(string target) => _down[target] = true;

    public void BringUp(string target) => _down.TryRemove(target, out _);

    public int Asked(string target) => _asked.GetValueOrDefault(target);

    public void ReleaseOne()
    {
        Assert.True(_held.TryDequeue(out TaskCompletionSource? held));
        held.SetResult();
    }

    public async ValueTask<ProbeOutcome> ProbeAsync(HealthCheck check, CancellationToken stopping)
    {
        _asked.AddOrUpdate(check.Target, 1, (_, count) => count + 1);
        if (IsHolding)
        {
            var held = new TaskCompletionSource();
            _held.Enqueue(held);
            await held.Task;
        }

        return _down.ContainsKey(check.Target) ? ProbeOutcome.Failed("down") : ProbeOutcome.Passed("up");
    }

    public void Dispose()
    {
    }
}
