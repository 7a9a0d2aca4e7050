using DnsRegistry.Wire.Names;

namespace DnsRegistry.Zones.Services;

/// <summary>
/// A name under a suffix, taken apart: <c>[_port.][_proto.][id.][version.][group.]service.zone</c>. Positions are fixed
/// and counted from the right. A label that the name leaves out, or that says <c>any</c>, is empty here: it matches everything.
/// </summary>
internal readonly ref struct NameForm
{
    private const int MaxPlainLabels = 5;

    private NameForm(ReadOnlySpan<byte> zone) => Zone = zone;

    /// <summary>The zone.</summary>
    internal ReadOnlySpan<byte> Zone { get; private init; }

    /// <summary>The service; empty in a name that is only a zone.</summary>
    internal ReadOnlySpan<byte> Service { get; private init; }

    /// <summary>The group.</summary>
    internal ReadOnlySpan<byte> Group { get; private init; }

    /// <summary>The version label.</summary>
    internal ReadOnlySpan<byte> Version { get; private init; }

    /// <summary>The id, or <c>ip-…</c>; empty where the name stands for many.</summary>
    internal ReadOnlySpan<byte> Id { get; private init; }

    /// <summary>The name of a port, without underscore; empty for the main port.</summary>
    internal ReadOnlySpan<byte> PortName { get; private init; }

    /// <summary>Which RFC 2782 labels stand in front.</summary>
    internal ServicePrefix Prefix { get; private init; }

    /// <summary>Whether the protocol label is <c>_udp</c>.</summary>
    internal bool IsUdp { get; private init; }

    /// <summary>Takes a name apart.</summary>
    /// <param name="name">The QNAME.</param>
    /// <param name="labels">Its labels left of the suffix, at least one.</param>
    /// <param name="form">The form.</param>
    /// <returns><see langword="false"/> when no registration could ever make this name exist.</returns>
    internal static bool TryRead(in QueryName name, int labels, out NameForm form)
    {
        form = default;
        int underscored = CountUnderscored(name, labels);
        int plain = labels - underscored;
        if (underscored > 2 || plain is < 1 or > MaxPlainLabels)
            return false;

        bool isUdp = false;
        if (underscored > 0 && !TryReadProtocol(name.Label(underscored - 1), out isUdp))
            return false;

        ReadOnlySpan<byte> port = underscored == 2 ? name.Label(0)[1..] : default;
        if (underscored == 2 && port.IsEmpty)
            return false;

        ReadOnlySpan<byte> zone = Open(name.Label(labels - 1), isZone: true);
        if (plain == 1)
            return TryReadZoneForm(zone, port, underscored, isUdp, out form);

        ReadOnlySpan<byte> service = name.Label(labels - 2);
        if (IsAny(service))
            return false;

        bool isDefaultPort = port.SequenceEqual("default"u8);
        if (isDefaultPort && isUdp)
            return false;

        form = new NameForm(zone)
        {
            Service = service,
            Group = plain > 2 ? Open(name.Label(labels - 3)) : default,
            Version = plain > 3 ? Open(name.Label(labels - 4)) : default,
            Id = plain > 4 ? name.Label(labels - 5) : default,
            PortName = isDefaultPort ? default : port,
            Prefix = (ServicePrefix)underscored,
            IsUdp = isUdp,
        };
        return true;
    }

    /// <summary>Whether a cell has the labels that this name asks for.</summary>
    internal bool Matches(Cell cell) => MatchesInZone(cell) && IsInZone(cell);

    /// <summary>Whether a cell has the group and version that this name asks for, in whatever zone.</summary>
    internal bool MatchesInZone(Cell cell) =>
        (Group.IsEmpty || Group.SequenceEqual(cell.Group)) && (Version.IsEmpty || Version.SequenceEqual(cell.Version));

    /// <summary>Whether a cell is in the zone that this name asks for.</summary>
    internal bool IsInZone(Cell cell) => Zone.IsEmpty || Zone.SequenceEqual(cell.Zone);

    /// <summary>One plain label: <c>zone</c>, <c>_tcp.zone</c>, or <c>_service._tcp.zone</c>, where the first label is the service.</summary>
    private static bool TryReadZoneForm(
        ReadOnlySpan<byte> zone, ReadOnlySpan<byte> service, int underscored, bool isUdp, out NameForm form)
    {
        form = new NameForm(zone) { Service = service, Prefix = (ServicePrefix)underscored, IsUdp = isUdp };

        // The main port, which this form is about, is always a TCP one.
        return !isUdp && (underscored < 2 || !IsAny(service));
    }

    private static int CountUnderscored(in QueryName name, int labels)
    {
        int count = 0;
        while (count < labels && name.Label(count) is [(byte)'_', ..])
            count++;
        return count;
    }

    private static bool TryReadProtocol(ReadOnlySpan<byte> label, out bool isUdp)
    {
        isUdp = label.SequenceEqual("_udp"u8);
        return isUdp || label.SequenceEqual("_tcp"u8);
    }

    private static ReadOnlySpan<byte> Open(ReadOnlySpan<byte> label, bool isZone = false) =>
        IsAny(label) || (isZone && label.SequenceEqual("near"u8)) ? default : label;

    private static bool IsAny(ReadOnlySpan<byte> label) => label.SequenceEqual("any"u8) || label.SequenceEqual("*"u8);
}
