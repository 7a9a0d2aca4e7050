using System.Net;
using DnsRegistry.Registry.Services;
using DnsRegistry.Zones.Routes;

namespace DnsRegistry.Storage.LiteDb.Records;

/// <summary>
/// The route rules of a service as octets. Each rule has its length in front: a new field goes to the end of a rule, and is
/// read only where the rule has not ended before it.
/// </summary>
internal static class RoutesCodec
{
    /// <summary>Writes rules without the name of their service.</summary>
    public static void Write(OctetWriter writer, StoredRoutes stored)
    {
        var rule = new OctetWriter();
        writer.WriteInt64(stored.Revision);
        writer.WriteInt32(stored.Rules.Count);
        for (int i = 0; i < stored.Rules.Count; i++)
        {
            rule.Clear();
            Write(rule, stored.Rules[i]);
            writer.WriteOctets(rule.Written);
        }
    }

    /// <summary>Reads the rules of a service.</summary>
    /// <exception cref="InvalidDataException">The octets are not rules.</exception>
    public static StoredRoutes Read(ref OctetReader reader, string service)
    {
        long revision = reader.ReadInt64();
        var rules = new RouteRule[reader.ReadCount()];
        for (int i = 0; i < rules.Length; i++)
        {
            var rule = new OctetReader(reader.ReadOctets(), new TextPool(1));
            rules[i] = ReadRule(ref rule);
        }

        return new StoredRoutes(service, rules, revision);
    }

    private static void Write(OctetWriter writer, RouteRule rule)
    {
        writer.WriteOptionalText(rule.Name);
        writer.WriteByte(rule.IsForced ? (byte)1 : (byte)0);
        writer.WriteInt32(rule.Match.Clients.Count);
        foreach (IPNetwork network in rule.Match.Clients)
        {
            writer.WriteOctets(network.BaseAddress.GetAddressBytes());
            writer.WriteByte((byte)network.PrefixLength);
        }

        writer.WriteInt32(rule.Match.Zones.Count);
        foreach (string zone in rule.Match.Zones)
            writer.WriteText(zone);
        writer.WriteByte(rule.Match.Percent is null ? (byte)0 : (byte)1);
        if (rule.Match.Percent is double percent)
            writer.WriteDouble(percent);
        Write(writer, rule.Action);
    }

    private static void Write(OctetWriter writer, RouteAction action)
    {
        writer.WriteByte((byte)action.Kind);
        switch (action.Kind)
        {
            case RouteActionKind.Pin:
                WriteAddresses(writer, action.Pinned);
                break;
            case RouteActionKind.Block:
                writer.WriteByte((byte)action.Block);
                break;
            case RouteActionKind.Fault:
                Write(writer, action.Fault!);
                break;
            case RouteActionKind.Mirror:
                WriteAddresses(writer, [action.MirrorTo!.Address]);
                writer.WriteInt32(action.MirrorTo.Port);
                break;
            default:
                writer.WriteText(action.Label);
                break;
        }
    }

    private static void Write(OctetWriter writer, FaultInjection fault)
    {
        writer.WriteByte((byte)fault.Kind);
        writer.WriteInt32(fault.DelayMilliseconds);
        WriteAddresses(writer, fault.Addresses);
        writer.WriteByte(fault.Until is null ? (byte)0 : (byte)1);
        if (fault.Until is DateTimeOffset until)
            writer.WriteInt64(until.UtcTicks);
    }

    private static void WriteAddresses(OctetWriter writer, IReadOnlyList<IPAddress> addresses)
    {
        writer.WriteInt32(addresses.Count);
        foreach (IPAddress address in addresses)
            writer.WriteOctets(address.GetAddressBytes());
    }

    private static RouteRule ReadRule(ref OctetReader reader)
    {
        string? name = reader.ReadFlag() ? reader.ReadText() : null;
        bool isForced = reader.ReadFlag();
        var clients = new IPNetwork[reader.ReadCount()];
        for (int i = 0; i < clients.Length; i++)
            clients[i] = ReadNetwork(ref reader);

        string[] zones = new string[reader.ReadCount()];
        for (int i = 0; i < zones.Length; i++)
            zones[i] = reader.ReadText();

        double? percent = reader.ReadFlag() ? reader.ReadDouble() : null;
        return new RouteRule
        {
            Name = name,
            IsForced = isForced,
            Match = new RouteMatch { Clients = clients, Zones = zones, Percent = percent },
            Action = ReadAction(ref reader),
        };
    }

    private static RouteAction ReadAction(ref OctetReader reader) => reader.ReadEnum<RouteActionKind>() switch
    {
        RouteActionKind.Version => RouteAction.ToVersion(reader.ReadText()),
        RouteActionKind.Group => RouteAction.ToGroup(reader.ReadText()),
        RouteActionKind.PreferZone => RouteAction.Prefer(reader.ReadText()),
        RouteActionKind.Pin => RouteAction.ToAddresses(ReadAddresses(ref reader)),
        RouteActionKind.Block => RouteAction.Blocking(reader.ReadEnum<BlockAnswer>()),
        RouteActionKind.Fault => RouteAction.Failing(ReadFault(ref reader)),
        _ => RouteAction.MirroringTo(ReadEndPoint(ref reader)),
    };

    private static FaultInjection ReadFault(ref OctetReader reader) => new(reader.ReadEnum<FaultKind>())
    {
        DelayMilliseconds = reader.ReadInt32(),
        Addresses = ReadAddresses(ref reader),
        Until = reader.ReadFlag() ? ReadTime(ref reader) : null,
    };

    private static IPEndPoint ReadEndPoint(ref OctetReader reader)
    {
        IPAddress[] addresses = ReadAddresses(ref reader);
        int port = reader.ReadInt32();
        return addresses.Length == 1 && port is >= IPEndPoint.MinPort and <= IPEndPoint.MaxPort
            ? new IPEndPoint(addresses[0], port)
            : throw new InvalidDataException($"A mirror has {addresses.Length} addresses and the port {port}.");
    }

    private static IPAddress[] ReadAddresses(ref OctetReader reader)
    {
        var addresses = new IPAddress[reader.ReadCount()];
        for (int i = 0; i < addresses.Length; i++)
            addresses[i] = ReadAddress(ref reader);
        return addresses;
    }

    private static IPAddress ReadAddress(ref OctetReader reader)
    {
        ReadOnlySpan<byte> octets = reader.ReadOctets();
        return octets.Length is 4 or 16 ? new IPAddress(octets) : throw new InvalidDataException($"{octets.Length} octets are no address.");
    }

    private static IPNetwork ReadNetwork(ref OctetReader reader)
    {
        IPAddress address = ReadAddress(ref reader);
        byte length = reader.ReadByte();
        try
        {
            return new IPNetwork(address, length);
        }
        catch (ArgumentException exception)
        {
            throw new InvalidDataException($"{address}/{length} is no network.", exception);
        }
    }

    private static DateTimeOffset ReadTime(ref OctetReader reader)
    {
        long ticks = reader.ReadInt64();
        return ticks >= 0 && ticks <= DateTimeOffset.MaxValue.UtcTicks
            ? new DateTimeOffset(ticks, TimeSpan.Zero)
            : throw new InvalidDataException($"{ticks} is no time.");
    }
}
