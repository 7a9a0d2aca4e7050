using System.Buffers.Binary;
using System.Net.Sockets;
using DnsRegistry.Wire.Messages;
using DnsRegistry.Wire.Names;
using DnsRegistry.Wire.Records;
using DnsRegistry.Zones.Static;

namespace DnsRegistry.Zones.Services;

/// <summary>
/// A zone that is made of registrations: a suffix, or a reverse zone. Here is what they share: apex, SOA, "no", and the
/// static records of a zone file that lie over the registrations.
/// </summary>
public abstract class RegistryZone : Zone, IStaticBackground
{
    private const uint RefreshSeconds = 60;
    private const uint RetrySeconds = 30;
    private const uint ExpireSeconds = 604_800;

    private readonly ZoneIdentity _identity;
    private readonly RRset _nameServers;
    private readonly RRset? _ipv4;
    private readonly RRset? _ipv6;
    private volatile RRset _soa;
    private volatile StaticRecords? _overlay;

    private protected RegistryZone(DomainName apex, ZoneIdentity identity, ServiceDirectory directory)
        : base(apex)
    {
        _identity = identity;
        Directory = directory;
        _nameServers = new RRset(apex, RecordType.NS, ZoneIdentity.ServerTtlSeconds, [Rdata.OfName(identity.ServerName)]);
        _ipv4 = ServerAddresses(AddressFamily.InterNetwork, RecordType.A);
        _ipv6 = ServerAddresses(AddressFamily.InterNetworkV6, RecordType.Aaaa);
        _soa = MakeSoa(directory.Serial);
        directory.Attach(this);
    }

    /// <summary>The services.</summary>
    private protected ServiceDirectory Directory { get; }

    /// <inheritdoc/>
    public RRset NegativeSoa => _soa;

    /// <summary>Lays the records of a zone file over the registrations, in place of those before; null takes them away.</summary>
    /// <returns>Whether they differ from those before.</returns>
    public bool SetOverlay(StaticRecords? overlay)
    {
        StaticRecords? former = _overlay;
        _overlay = overlay;
        return former is null ? overlay is not null : !former.Content.HasSameRecords(overlay?.Content);
    }

    /// <inheritdoc/>
    public sealed override Rcode Answer(scoped in ZoneQuery query, ref ResponseWriter writer)
    {
        StaticRecords? overlay = _overlay;
        if (overlay is null)
            return AnswerRegistered(query, ref writer);

        StaticMatch match = overlay.Find(query.Name);
        bool isApex = query.Name.LabelCount == Apex.LabelCount;
        bool isStatic = isApex ? HasAtApex(overlay, query.Type) : match.IsOwned && match.Kind != StaticMatchKind.Wildcard;
        if (isStatic)
            return AnswerStatic(overlay, query, ref writer);

        Rcode rcode = AnswerRegistered(query, ref writer);
        if (rcode != Rcode.NXDomain)
            return rcode;
        if (match.Kind == StaticMatchKind.EmptyNonTerminal)
            return Rcode.NoError;
        if (match.Kind != StaticMatchKind.Wildcard)
            return rcode;

        // A wildcard covers names that do not exist, so a registered one comes before it (RFC 4592 §3.3).
        writer.Reset();
        return AnswerStatic(overlay, query, ref writer);
    }

    /// <summary>A static CNAME led to a name of the registry: the asker goes on from there.</summary>
    public Rcode AnswerUnowned(scoped ZoneQuery query, bool isEmptyNonTerminal, ref ResponseWriter writer) => Rcode.NoError;

    /// <summary>Puts another serial into the SOA. Writer of the directory only.</summary>
    internal void SetSerial(SerialNumber serial) => _soa = MakeSoa(serial);

    /// <summary>Writes what is answered for a name below the apex.</summary>
    private protected abstract Rcode AnswerBelowApex(scoped in ZoneQuery query, ref ResponseWriter writer);

    /// <summary>The name exists, the type has no data (RFC 2308 §2.2).</summary>
    private protected Rcode NoData(ref ResponseWriter writer)
    {
        WriteSoa(Section.Authority, ref writer);
        return Rcode.NoError;
    }

    /// <summary>The name does not exist (RFC 2308 §2.1).</summary>
    private protected Rcode NameError(ref ResponseWriter writer)
    {
        WriteSoa(Section.Authority, ref writer);
        return Rcode.NXDomain;
    }

    /// <summary>The SOA is always the registry's own, since its serial is.</summary>
    private static bool HasAtApex(StaticRecords overlay, RecordType type) =>
        type is not RecordType.Soa and not RecordType.Any && overlay.HasAtApex(type);

    private Rcode AnswerStatic(StaticRecords overlay, scoped in ZoneQuery query, ref ResponseWriter writer)
    {
        query.Scratch.Trace?.NoteStatic(Apex);
        return overlay.Answer(query, this, ref writer);
    }

    private Rcode AnswerRegistered(scoped in ZoneQuery query, ref ResponseWriter writer)
    {
        if (!Directory.IsLoaded)
        {
            query.Scratch.Trace?.NoteNotLoaded();
            writer.SetExtendedError(ExtendedErrorCode.NotReady, "registrations are being loaded"u8);
            return Rcode.ServFail;
        }

        writer.IsAuthoritative = true;
        return query.Name.LabelCount == Apex.LabelCount ? AnswerApex(query, ref writer) : AnswerBelowApex(query, ref writer);
    }

    private Rcode AnswerApex(scoped in ZoneQuery query, ref ResponseWriter writer)
    {
        query.Scratch.Trace?.NoteApex();
        RRset? found = query.Type switch
        {
            RecordType.Soa => _soa,
            RecordType.NS => _nameServers,
            RecordType.A => _ipv4,
            RecordType.Aaaa => _ipv6,
            _ => null,
        };
        if (query.Type == RecordType.Any)
            return AnyAnswer.Write(query.Name.Wire, ZoneIdentity.ServerTtlSeconds, ref writer);

        if (found is null)
            return NoData(ref writer);

        writer.IsTruncated = !writer.TryWriteRecords(Section.Answer, Apex.Wire, found, found.TtlSeconds);
        if (query.Type == RecordType.NS && _identity.ServerName == Apex)
            WriteServerAddresses(ref writer);
        return Rcode.NoError;
    }

    private void WriteServerAddresses(ref ResponseWriter writer)
    {
        if (_ipv4 is not null)
            writer.TryWriteRecords(Section.Additional, Apex.Wire, _ipv4, _ipv4.TtlSeconds);
        if (_ipv6 is not null)
            writer.TryWriteRecords(Section.Additional, Apex.Wire, _ipv6, _ipv6.TtlSeconds);
    }

    private void WriteSoa(Section section, ref ResponseWriter writer)
    {
        RRset soa = _soa;
        writer.TryWriteRRset(section, Apex.Wire, soa, soa.TtlSeconds);
    }

    private RRset? ServerAddresses(AddressFamily family, RecordType type)
    {
        Rdata[] rdata =
        [
            .. _identity.ServerAddresses
                .Where(address => address.AddressFamily == family)
                .Distinct()
                .Select(address => new Rdata(address.GetAddressBytes())),
        ];
        return rdata.Length == 0 ? null : new RRset(Apex, type, ZoneIdentity.ServerTtlSeconds, rdata);
    }

    private RRset MakeSoa(SerialNumber serial)
    {
        ReadOnlySpan<byte> server = _identity.ServerName.Wire;
        ReadOnlySpan<byte> mailbox = _identity.Mailbox.Wire;
        byte[] octets = new byte[server.Length + mailbox.Length + (5 * sizeof(uint))];
        server.CopyTo(octets);
        mailbox.CopyTo(octets.AsSpan(server.Length));
        Span<byte> numbers = octets.AsSpan(server.Length + mailbox.Length);
        BinaryPrimitives.WriteUInt32BigEndian(numbers, serial.Value);
        BinaryPrimitives.WriteUInt32BigEndian(numbers[4..], RefreshSeconds);
        BinaryPrimitives.WriteUInt32BigEndian(numbers[8..], RetrySeconds);
        BinaryPrimitives.WriteUInt32BigEndian(numbers[12..], ExpireSeconds);
        BinaryPrimitives.WriteUInt32BigEndian(numbers[16..], ZoneIdentity.NegativeTtlSeconds);
        return new RRset(Apex, RecordType.Soa, ZoneIdentity.NegativeTtlSeconds, [new Rdata(octets, 0, 2)]);
    }
}
