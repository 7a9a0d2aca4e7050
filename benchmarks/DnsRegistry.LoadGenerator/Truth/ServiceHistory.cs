using System.Diagnostics;
using DnsRegistry.LoadGenerator.Layout;

namespace DnsRegistry.LoadGenerator.Truth;

/// <summary>
/// The states that one service went through. When a change takes effect nobody outside the server knows: at some moment
/// from the sending of the request to the arrival of its answer. So a state may have been in force from the moment that the
/// change to it was sent until the moment that the change to the next one was acknowledged.
/// </summary>
/// <param name="first">Its instances at first; null stands for one that is deregistered.</param>
internal sealed class ServiceHistory(InstanceSpec?[] first)
{
    /// <summary>No question is as old as this when it is answered.</summary>
    private static readonly long s_memory = 10 * Stopwatch.Frequency;

    private readonly Lock _lock = new();
    private readonly List<State> _states = [new State(first, long.MinValue)];

    /// <summary>A change is about to be sent.</summary>
    public void Begin(InstanceSpec?[] instances, long now)
    {
        lock (_lock)
        {
            _states.RemoveAll(state => state.EndedAt < now - s_memory);
            _states.Add(new State(instances, now));
        }
    }

    /// <summary>The change sent last is acknowledged.</summary>
    public void Acknowledge(long now)
    {
        lock (_lock)
            _states[^2].EndedAt = now;
    }

    /// <summary>The states that may have been in force at some moment of a span of time.</summary>
    /// <param name="from">When the question was sent.</param>
    /// <param name="to">When the answer had come: now.</param>
    public InstanceSpec?[][] Possible(long from, long to)
    {
        lock (_lock)
            return [.. _states.Where(state => state.BeganAt <= to && state.EndedAt >= from).Select(state => state.Instances)];
    }

    private sealed class State(InstanceSpec?[] instances, long beganAt)
    {
        public InstanceSpec?[] Instances => instances;

        public long BeganAt => beganAt;

        public long EndedAt { get; set; } = long.MaxValue;
    }
}
