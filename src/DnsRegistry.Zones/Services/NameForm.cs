using System.Runtime.CompilerServices;
using DnsRegistry.Wire.Names;

namespace DnsRegistry.Zones.Services;

/// <summary>
/// A name under a suffix, taken apart: <c>[_port.][_proto.][id.][version.][group.]service.zone</c>, and perhaps the labels of a
/// <see cref="ZoneScope"/> in front. Positions are fixed and counted from the right. A label that the name leaves out, or
/// that says <c>any</c>, is empty here: it matches everything.
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

    /// <summary>What the name wants of zones beyond <see cref="Zone"/>.</summary>
    internal ZoneWish Wish { get; private init; }

    /// <summary>The zone that <see cref="Wish"/> is about; empty where it is about none, or about one that is not known yet.</summary>
    internal ReadOnlySpan<byte> FirstZone { get; private init; }

    /// <summary>Takes a name apart.</summary>
    /// <param name="name">The QNAME.</param>
    /// <param name="labels">Its labels left of the suffix, at least one.</param>
    /// <param name="form">The form.</param>
    /// <returns><see langword="false"/> when no registration could ever make this name exist.</returns>
    internal static bool TryRead(in QueryName name, int labels, out NameForm form) =>
        labels >= ZoneScope.FewestLabels ? TryReadLong(name, labels, out form) : TryRead(name, 0, labels, out form);

    /// <summary>Takes a name apart that is long enough for the labels of a scope.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool TryReadLong(in QueryName name, int labels, out NameForm form) =>
        ZoneScope.TryRead(name, labels, out ZoneScope scope)
            ? TryReadScoped(name, scope, labels, out form)
            : TryRead(name, 0, labels, out form);

    /// <summary>
    /// The same name with a zone that comes first: of a client, or of a rule. A zone that is written in the name wins over it.
    /// </summary>
    /// <param name="zone">The zone; empty puts none first.</param>
    internal NameForm Preferring(ReadOnlySpan<byte> zone) => new(Zone)
    {
        Service = Service,
        Group = Group,
        Version = Version,
        Id = Id,
        PortName = PortName,
        Prefix = Prefix,
        IsUdp = IsUdp,
        Wish = zone.IsEmpty || !Zone.IsEmpty ? ZoneWish.None : ZoneWish.First,
        FirstZone = zone,
    };

    private static bool TryRead(in QueryName name, int first, int labels, out NameForm form)
    {
        form = default;
        int underscored = CountUnderscored(name, first, labels);
        int plain = labels - first - underscored;
        if (plain is < 1 or > MaxPlainLabels || !TryReadPrefix(name, first, underscored, out ReadOnlySpan<byte> port, out bool isUdp))
            return false;

        ReadOnlySpan<byte> place = name.Label(labels - 1);
        bool isNear = place.SequenceEqual("near"u8);
        ReadOnlySpan<byte> zone = isNear ? default : Open(place);
        if (plain == 1)
            return TryReadZoneForm(zone, port, underscored, isUdp, isNear, out form);

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
            Wish = isNear ? ZoneWish.Near : ZoneWish.None,
        };
        return true;
    }

    /// <summary>The same name with this version.</summary>
    internal NameForm WithVersion(ReadOnlySpan<byte> version) => this with { Version = version };

    /// <summary>The same name with this group.</summary>
    internal NameForm WithGroup(ReadOnlySpan<byte> group) => this with { Group = group };

    /// <summary>Whether a cell has the group and version that this name asks for, in whatever zone.</summary>
    internal bool MatchesInZone(Cell cell) =>
        (Group.IsEmpty || Group.SequenceEqual(cell.Group)) && (Version.IsEmpty || Version.SequenceEqual(cell.Version));

    /// <summary>
    /// One plain label: <c>zone</c>, <c>_tcp.zone</c>, or <c>_service._tcp.zone</c>, where the first label is the service.
    /// </summary>
    private static bool TryReadZoneForm(
        ReadOnlySpan<byte> zone, ReadOnlySpan<byte> service, int underscored, bool isUdp, bool isNear, out NameForm form)
    {
        form = new NameForm(zone)
        {
            Service = service,
            Prefix = (ServicePrefix)underscored,
            IsUdp = isUdp,
            Wish = isNear ? ZoneWish.Near : ZoneWish.None,
        };

        // The main port, which this form is about, is always a TCP one.
        return !isUdp && (underscored < 2 || !IsAny(service));
    }

    /// <summary>The labels of a scope, and the form behind them, which is that of a service.</summary>
    private static bool TryReadScoped(in QueryName name, scoped in ZoneScope scope, int labels, out NameForm form)
    {
        if (!TryRead(name, scope.Behind, labels, out form) || form.Service.IsEmpty || form.Prefix == ServicePrefix.Protocol)
            return false;

        bool hasPrefix = scope.Underscored > 0;
        ReadOnlySpan<byte> port = form.PortName;
        bool isUdp = form.IsUdp;
        if (hasPrefix && (form.Prefix != ServicePrefix.None || !TryReadPrefix(name, 0, scope.Underscored, out port, out isUdp)))
            return false;

        bool isDefaultPort = port.SequenceEqual("default"u8);
        form = new NameForm(form.Zone)
        {
            Service = form.Service,
            Group = form.Group,
            Version = form.Version,
            Id = form.Id,
            PortName = isDefaultPort ? default : port,
            Prefix = hasPrefix ? (ServicePrefix)scope.Underscored : form.Prefix,
            IsUdp = isUdp,
            Wish = scope.Wish,
            FirstZone = scope.Zone,
        };
        return !(isDefaultPort && isUdp);
    }

    private static int CountUnderscored(in QueryName name, int first, int labels)
    {
        int count = first;
        while (count < labels && name.Label(count) is [(byte)'_', ..])
            count++;
        return count - first;
    }

    /// <summary>Reads <c>_port._proto</c>, <c>_proto</c> alone, or nothing.</summary>
    private static bool TryReadPrefix(in QueryName name, int first, int underscored, out ReadOnlySpan<byte> port, out bool isUdp)
    {
        port = default;
        isUdp = false;
        if (underscored == 0)
            return true;

        ReadOnlySpan<byte> protocol = name.Label(first + underscored - 1);
        isUdp = protocol.SequenceEqual("_udp"u8);
        if (underscored > 2 || !(isUdp || protocol.SequenceEqual("_tcp"u8)))
            return false;

        if (underscored == 2)
            port = name.Label(first)[1..];
        return underscored == 1 || !port.IsEmpty;
    }

    private static ReadOnlySpan<byte> Open(ReadOnlySpan<byte> label) => IsAny(label) ? default : label;

    private static bool IsAny(ReadOnlySpan<byte> label) => label.SequenceEqual("any"u8) || label.SequenceEqual("*"u8);
}
