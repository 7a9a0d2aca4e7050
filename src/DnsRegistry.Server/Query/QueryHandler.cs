using System.Runtime.CompilerServices;
using DnsRegistry.Server.Mirroring;
using DnsRegistry.Wire.Messages;
using DnsRegistry.Wire.Records;
using DnsRegistry.Zones;
using DnsRegistry.Zones.Services;
using DnsRegistry.Zones.Tracing;

namespace DnsRegistry.Server.Query;

/// <summary>
/// The one path from the octets of a request to those of its response, the same for UDP and TCP. It takes no lock,
/// waits for nothing and allocates nothing. One handler belongs to one worker: it owns that worker's scratch space.
/// </summary>
/// <param name="zones">The zones in force.</param>
/// <param name="limits">Sizes of responses.</param>
/// <param name="seed">The seed of the random choice among instances; two workers should differ.</param>
/// <param name="trace">Takes down why answers are as they are; null where nobody wants to know.</param>
public sealed class QueryHandler(ZonePublisher zones, ResponseLimits limits, ulong seed, AnswerTrace? trace = null)
{
    private readonly AnswerScratch _scratch = new(seed) { Trace = trace };
    private QueryBuffers _buffers;

    /// <summary>What this handler has answered.</summary>
    public QueryCounters Counters { get; } = new();

    /// <summary>Whether something is to be done beside sending the response in hand.</summary>
    public bool HasEffects => _scratch.HasEffects;

    /// <summary>What is to be done, where <see cref="HasEffects"/> says so; good until the next request.</summary>
    public AnswerEffects Effects => _scratch.Effects;

    /// <summary>Answers one request.</summary>
    /// <param name="request">Exactly the octets received.</param>
    /// <param name="response">Room for the largest response of the transport.</param>
    /// <param name="client">Who asks.</param>
    /// <param name="transport">How the request came.</param>
    /// <param name="nowMilliseconds">Now, on the clock of <see cref="MonotonicTime"/>.</param>
    /// <returns>Octets of the response; 0 means silence.</returns>
    public int Answer(
        ReadOnlySpan<byte> request, Span<byte> response, ClientAddress client, Transport transport, long nowMilliseconds)
    {
        _scratch.ForgetEffects();
        QueryVerdict verdict = QueryMessage.Read(request, ref _buffers, out QueryMessage query);
        int octets = verdict == QueryVerdict.Drop ? 0 : Answer(verdict, query, response, client, transport, nowMilliseconds);
        Counters.Count(transport, response[..octets], verdict == QueryVerdict.BadVersion);
        return octets;
    }

    private int Answer(
        QueryVerdict verdict, in QueryMessage query, Span<byte> response, ClientAddress client, Transport transport, long nowMilliseconds)
    {
        int maxOctets = limits.MaxOctets(transport, query.Edns, response.Length);
        var writer = new ResponseWriter(response, query, maxOctets, limits.UdpPayloadOctets);
        if (verdict != QueryVerdict.Accept)
            return writer.Finish(RefusalOf(verdict));

        ZoneCatalog catalog = zones.Current;
        ClientSubnet subnet = default;
        if (!query.Edns.Options.IsEmpty)
        {
            if (!ClientSubnet.TryRead(query.Edns.Options, out subnet))
                return writer.Finish(Rcode.FormErr);

            // From anybody else it is as if the option were unknown here: no effect, and none in the response (RFC 7871 §11).
            if (subnet.IsPresent && catalog.Clients.IsTrustedResolver(client))
                writer.SetClientSubnet(subnet);
            else
                subnet = default;
        }

        if (query.Class != RecordClass.Internet)
            return writer.Finish(Rcode.Refused);
        if (query.Type is RecordType.Axfr or RecordType.Ixfr or RecordType.MailA or RecordType.MailB or RecordType.TKey or RecordType.TSig)
            return Refuse(ref writer, Rcode.NotImp, ExtendedErrorCode.NotSupported, "this query type is not offered here"u8);

        Zone? zone = catalog.Find(query.Name, query.Type);
        trace?.NoteZone(zone, client, catalog.Clients);
        if (zone is null)
            return Refuse(ref writer, Rcode.Refused, ExtendedErrorCode.NotAuthoritative, "not a zone of this server"u8);

        var question = new ZoneQuery
        {
            Name = query.Name,
            Type = query.Type,
            Client = client,
            Clients = catalog.Clients,
            IsStream = transport == Transport.Tcp,
            NowMilliseconds = nowMilliseconds,
            Scratch = _scratch,
        };
        int octets = writer.Finish(subnet.IsPresent ? AnswerFor(subnet, question, zone, ref writer) : zone.Answer(question, ref writer));
        return _scratch.HasEffects ? Settle(query, octets) : octets;
    }

    /// <summary>Answers the client of a resolver, and says for whom else the answer is good (RFC 7871 §7.2.1).</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private Rcode AnswerFor(scoped in ClientSubnet subnet, scoped in ZoneQuery question, Zone zone, ref ResponseWriter writer)
    {
        // Who gives away nothing of his client is the client himself, and nothing can be said of others.
        if (subnet.SourceBits == 0)
            return zone.Answer(question, ref writer);

        ClientAddress client = ClientAddress.FromPrefix(subnet.Address, subnet.IsIPv6);
        int mappedBits = subnet.IsIPv6 && client.IsIPv4 ? 128 - client.FamilyBits : 0;
        _scratch.ScopeBits = 0;
        Rcode rcode = zone.Answer(question.For(client, subnet.SourceBits - mappedBits), ref writer);
        writer.SubnetScopeBits = _scratch.ScopeBits == 0 ? 0 : _scratch.ScopeBits + mappedBits;
        return rcode;
    }

    /// <summary>A rule wants something done beside the answer.</summary>
    private int Settle(in QueryMessage query, int octets)
    {
        if (MirrorMark.IsIn(query.Edns.Options))
            _scratch.Effects.ForgetMirrors();
        return _scratch.Effects.IsDropped ? 0 : octets;
    }

    private static Rcode RefusalOf(QueryVerdict verdict) => verdict switch
    {
        QueryVerdict.Malformed => Rcode.FormErr,
        QueryVerdict.BadVersion => Rcode.BadVers,
        _ => Rcode.NotImp,
    };

    private static int Refuse(ref ResponseWriter writer, Rcode rcode, ExtendedErrorCode code, ReadOnlySpan<byte> text)
    {
        writer.SetExtendedError(code, text);
        return writer.Finish(rcode);
    }
}
