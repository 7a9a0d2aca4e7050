using System.Net;
using System.Net.Sockets;
using System.Text;
using DnsRegistry.Zones.Choice;

namespace DnsRegistry.Zones.Routes;

/// <summary>One rule with everything that a query compares or writes in wire form. Immutable.</summary>
internal sealed class CompiledRule
{
    private static readonly object s_isListed = new();

    private readonly NetworkTable<object>? _clients;
    private readonly byte[][] _zones;
    private readonly bool _isForAll;
    private readonly UInt128 _shareEnd;

    /// <summary>Makes a rule ready.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="index">Its place in the list.</param>
    /// <param name="endsAtMilliseconds">When it is over, on the clock of <see cref="MonotonicTime"/>.</param>
    internal CompiledRule(RouteRule rule, int index, long endsAtMilliseconds)
    {
        RouteAction action = rule.Action;
        Name = rule.NameAt(index);
        Action = action;
        IsForced = rule.IsForced;
        EndsAtMilliseconds = endsAtMilliseconds;
        Label = Encoding.ASCII.GetBytes(action.Kind == RouteActionKind.Version ? action.Label.Replace('.', '-') : action.Label);
        IReadOnlyList<IPAddress> addresses = action.Fault?.Addresses ?? action.Pinned;
        IPv4 = OctetsOf(addresses, AddressFamily.InterNetwork);
        IPv6 = OctetsOf(addresses, AddressFamily.InterNetworkV6);
        Reason = Encoding.UTF8.GetBytes(ReasonOf(rule, index));
        _clients = rule.Match.Clients.Count == 0
            ? null
            : new NetworkTable<object>(rule.Match.Clients.Select(network => KeyValuePair.Create(network, s_isListed)));
        _zones = [.. rule.Match.Zones.Select(Encoding.ASCII.GetBytes)];
        HasShare = rule.Match.Percent is not null;
        Percent = rule.Match.Percent ?? 100;
        _isForAll = Percent >= 100;
        _shareEnd = ClientShare.EndOf(Percent);
    }

    /// <summary>What it is called.</summary>
    internal string Name { get; }

    /// <summary>What it does.</summary>
    internal RouteAction Action { get; }

    /// <summary>Whether it holds even where it leaves nobody.</summary>
    internal bool IsForced { get; }

    /// <summary>When it is over; <see cref="MonotonicTime.Never"/> where it stays.</summary>
    internal long EndsAtMilliseconds { get; }

    /// <summary>The version, group or zone as a label.</summary>
    internal ReadOnlyMemory<byte> Label { get; }

    /// <summary>Pinned or made-up IPv4 addresses, four octets each.</summary>
    internal ReadOnlyMemory<byte> IPv4 { get; }

    /// <summary>Pinned or made-up IPv6 addresses, sixteen octets each.</summary>
    internal ReadOnlyMemory<byte> IPv6 { get; }

    /// <summary>What askers are told beside the RCODE, in UTF-8.</summary>
    internal ReadOnlyMemory<byte> Reason { get; }

    /// <summary>Whether it is about a share of the clients.</summary>
    internal bool HasShare { get; }

    /// <summary>The share of clients that it is about, 0 to 100.</summary>
    internal double Percent { get; }

    /// <summary>Whether it is about this query, and if not, why.</summary>
    /// <param name="query">The question.</param>
    /// <param name="place">Where its client stands in the shares of the service.</param>
    internal RuleMismatch Compare(scoped in ZoneQuery query, ulong place)
    {
        if (query.NowMilliseconds >= EndsAtMilliseconds)
            return RuleMismatch.IsOver;
        if (_shareEnd == UInt128.Zero)
            return RuleMismatch.Share;
        if (query.IsStream && Action.Fault?.Kind == FaultKind.Truncate)
            return RuleMismatch.Transport;
        if (_clients is not null)
        {
            query.DependsOnClient(_clients.DecidingBits(query.Client));
            if (!_clients.TryFind(query.Client, out _))
                return RuleMismatch.Client;
        }

        if (_zones.Length > 0 && !HasZone(query.FindClientZone()))
            return RuleMismatch.Zone;
        if (_isForAll)
            return RuleMismatch.None;

        query.DependsOnClient();
        return place < _shareEnd ? RuleMismatch.None : RuleMismatch.Share;
    }

    private static string ReasonOf(RouteRule rule, int index)
    {
        string name = rule.Name is null ? $"rule {index} of the service" : $"rule '{rule.Name}'";
        return rule.Action.Kind switch
        {
            RouteActionKind.Block => $"blocked by {name}",
            RouteActionKind.Fault => $"fault injected by {name}",
            _ => $"{name} leaves nobody who is passing",
        };
    }

    private static byte[] OctetsOf(IReadOnlyList<IPAddress> addresses, AddressFamily family) =>
        [.. addresses.Where(address => address.AddressFamily == family).SelectMany(address => address.GetAddressBytes())];

    private bool HasZone(ReadOnlySpan<byte> zone)
    {
        foreach (byte[] listed in _zones)
        {
            if (zone.SequenceEqual(listed))
                return true;
        }

        return false;
    }
}
