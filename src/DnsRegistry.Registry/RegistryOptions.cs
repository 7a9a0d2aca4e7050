using System.Net;
using System.Net.Sockets;
using DnsRegistry.Registry.Leases.Flapping;
using DnsRegistry.Registry.Leases.Guarding;
using DnsRegistry.Wire.Names;

namespace DnsRegistry.Registry;

/// <summary>What an operator sets for the registry.</summary>
public sealed record RegistryOptions
{
    /// <summary>The names under which the registry answers.</summary>
    public IReadOnlyList<DomainName> Suffixes { get; init; } = [DomainName.Parse("svc.")];

    /// <summary>The lease of an instance that gives none, in seconds.</summary>
    public int DefaultLeaseSeconds { get; init; } = 30;

    /// <summary>Instances in all, at most.</summary>
    public int MaxInstances { get; init; } = 1_000_000;

    /// <summary>Instances of one service, at most.</summary>
    public int MaxInstancesPerService { get; init; } = 10_000;

    /// <summary>Overrides of operators in all, at most: they stay when their instances leave.</summary>
    public int MaxOverrides { get; init; } = 100_000;

    /// <summary>The TTL of answers where the service says nothing, in seconds.</summary>
    public int DefaultTtlSeconds { get; init; } = 5;

    /// <summary>
    /// Changes that may wait for the writer, each item of a bulk call for itself; more are refused. Enough for the heartbeats of
    /// an estate that comes back at once, and at about a KiB each no danger to memory.
    /// </summary>
    public int MaxWaitingChanges { get; init; } = 65_536;

    /// <summary>Whether the checks that registrations ask for are made.</summary>
    public bool AreChecksMade { get; init; } = true;

    /// <summary>The networks that checks may go to; none means every address but link-local ones.</summary>
    public IReadOnlyList<IPNetwork> CheckNetworks { get; init; } = [];

    /// <summary>
    /// Begins a TCP connection on a socket that does not block, and says <see cref="SocketError.InProgress"/>, or at once what
    /// came of it. It makes many TCP checks cheap; null connects in the framework's way.
    /// </summary>
    public Func<Socket, IPEndPoint, SocketError>? BeginConnect { get; init; }

    /// <summary>
    /// The time from one commit to the next, unless a crowd waits; zero commits whatever has come as soon as the last one is
    /// done.
    /// </summary>
    public TimeSpan CommitInterval { get; init; }

    /// <summary>The same while single changes keep coming; what is shorter than <see cref="CommitInterval"/> is as long as that.</summary>
    public TimeSpan StreamCommitInterval { get; init; }

    /// <summary>Changes that are kept for those who watch and were away, at most.</summary>
    public int ChangesKept { get; init; } = 32_768;

    /// <summary>About how many octets the changes kept may hold on to, at most.</summary>
    public long ChangeOctetsKept { get; init; } = 32 * 1024 * 1024;

    /// <summary>The shortest time from waking those who watch to waking them again; zero wakes them after every commit.</summary>
    public TimeSpan AnnounceInterval { get; init; }

    /// <summary>When leases that end together are taken for a fault of the network.</summary>
    public ExpiryGuardOptions Guard { get; init; } = new();

    /// <summary>When an instance whose lease keeps ending has to show first that it is well.</summary>
    public FlapOptions Flapping { get; init; } = new();

    /// <summary>
    /// How often the registry looks whether it was running at all, so that leases get the time of a pause back; zero for never.
    /// </summary>
    public TimeSpan PulseInterval { get; init; }
}
