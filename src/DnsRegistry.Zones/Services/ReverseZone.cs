using DnsRegistry.Wire.Messages;
using DnsRegistry.Wire.Names;
using DnsRegistry.Wire.Records;

namespace DnsRegistry.Zones.Services;

/// <summary>A reverse zone: PTR records from registered addresses to the names of their instances.</summary>
public sealed class ReverseZone : RegistryZone
{
    private readonly ReverseDirectory _reverse;
    private readonly bool _isIPv6;

    /// <summary>A reverse zone.</summary>
    /// <param name="apex">A name at or below <c>in-addr.arpa.</c> or <c>ip6.arpa.</c></param>
    /// <param name="identity">What the zone says of the server.</param>
    /// <param name="directory">Whose serial and state of loading it shares.</param>
    /// <param name="reverse">The names of addresses.</param>
    /// <exception cref="ArgumentException">The apex is no reverse name.</exception>
    public ReverseZone(
        DomainName apex, ZoneIdentity identity, ServiceDirectory directory, ReverseDirectory reverse)
        : base(apex, identity, directory)
    {
        if (!IsReverseName(apex))
            throw new ArgumentException($"'{apex}' is not below in-addr.arpa or ip6.arpa.", nameof(apex));

        _reverse = reverse;
        _isIPv6 = apex.IsAtOrBelow(ReverseNameSyntax.IPv6Root);
    }

    /// <summary>Whether a name can be the apex of a reverse zone.</summary>
    public static bool IsReverseName(DomainName apex)
    {
        ArgumentNullException.ThrowIfNull(apex);
        return apex.IsAtOrBelow(ReverseNameSyntax.IPv4Root) || apex.IsAtOrBelow(ReverseNameSyntax.IPv6Root);
    }

    private protected override Rcode AnswerBelowApex(scoped in ZoneQuery query, ref ResponseWriter writer)
    {
        if (!ReverseNameSyntax.TryRead(query.Name, _isIPv6, out AddressBits address))
            return NameError(ref writer);

        ReverseName? names = _reverse.NamesOf(address);
        if (names is null)
            return _reverse.HasPrefix(address) ? NoData(ref writer) : NameError(ref writer);

        uint ttl = TtlSeconds(names, query.NowMilliseconds);
        if (query.Type == RecordType.Any)
            return AnyAnswer.Write(query.Name.Wire, ttl, ref writer);

        if (query.Type == RecordType.Ptr && TryWriteNames(names, ttl, ref writer))
            return Rcode.NoError;
        SayWhyNone(names, ref writer);
        return NoData(ref writer);
    }

    private static bool IsAnswered(Endpoint endpoint) => endpoint.IsPassing && endpoint.Weight > 0;

    private static void SayWhyNone(ReverseName? name, ref ResponseWriter writer)
    {
        int registered = 0;
        int offered = 0;
        for (; name is not null; name = name.Next)
        {
            if (IsAnswered(name.Endpoint))
                return;
            registered++;
            offered += name.Endpoint.Weight > 0 ? 1 : 0;
        }

        WhyNone.Say(registered, offered, ref writer);
    }

    private bool TryWriteNames(ReverseName? name, uint ttlSeconds, ref ResponseWriter writer)
    {
        bool isWritten = false;
        for (; name is not null; name = name.Next)
        {
            if (!IsAnswered(name.Endpoint))
                continue;

            isWritten = true;
            if (name.Endpoint.IsStale)
                StaleNotice.Say(ref writer);
            ReadOnlySpan<byte> id = name.Endpoint.Id;
            int octets = 1 + id.Length + name.Tail.Length + _reverse.Suffix.Length;
            if (!writer.TryAddRecord(
                Section.Answer, ResponseWriter.QuestionOffset, RecordType.Ptr, ttlSeconds, octets, out Span<byte> rdata))
            {
                writer.IsTruncated = true;
                break;
            }

            rdata[0] = (byte)id.Length;
            id.CopyTo(rdata[1..]);
            name.Tail.CopyTo(rdata[(1 + id.Length)..]);
            _reverse.Suffix.CopyTo(rdata[(1 + id.Length + name.Tail.Length)..]);
        }

        return isWritten;
    }

    /// <summary>The least of what the services of these instances say, never beyond the earliest lease end.</summary>
    private uint TtlSeconds(ReverseName? name, long now)
    {
        long seconds = uint.MaxValue;
        for (; name is not null; name = name.Next)
        {
            if (!IsAnswered(name.Endpoint))
                continue;

            uint policySeconds = Directory.AnswersOf(name.Service)?.Policy.TtlSeconds ?? 0;
            long leaseSeconds = Math.Max(1, (name.Endpoint.Lifetime.EndsAtMilliseconds - now) / 1000);
            seconds = Math.Min(seconds, Math.Min(policySeconds, name.Endpoint.IsStale ? StaleNotice.MostTtlSeconds : leaseSeconds));
        }

        return seconds == uint.MaxValue ? ZoneIdentity.NegativeTtlSeconds : (uint)seconds;
    }
}
