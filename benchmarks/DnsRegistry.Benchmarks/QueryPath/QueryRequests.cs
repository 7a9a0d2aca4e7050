using DnsRegistry.Testing;
using DnsRegistry.Wire.Records;

namespace DnsRegistry.Benchmarks.QueryPath;

/// <summary>The request of each kind, as resolvers send it: with an OPT record, unless the kind says otherwise.</summary>
internal static class QueryRequests
{
    private const ushort EdnsOctets = 1232;
    private const int FlagsAt = 2;
    private const int QuestionCountAt = 5;

    /// <summary>Where the VERSION octet of an OPT record without options stands, from the end (RFC 6891 §6.1.3).</summary>
    private const int VersionFromEnd = 5;

    /// <summary>The octets of a request.</summary>
    internal static byte[] Of(QueryKind kind) => kind switch
    {
        QueryKind.Address => Ask("s7.z1.svc.", RecordType.A),
        QueryKind.AddressIPv6 => Ask("full.z1.svc.", RecordType.Aaaa),
        QueryKind.AddressWithoutEdns => QueryOctets.Of("s7.z1.svc.", RecordType.A),
        QueryKind.AddressInMixedCase => Ask("S7.z1.sVC.", RecordType.A),
        QueryKind.AddressInAnyZone => Ask("far.any.svc.", RecordType.A),
        QueryKind.AddressNear => Ask("s7.near.svc.", RecordType.A),
        QueryKind.AddressNearSubnet => QueryOctets.ForClient("s7.near.svc.", RecordType.A, "10.1.7.0/24"),
        QueryKind.AddressOfPinnedZone => Ask("z1.pin._zone.s7.any.svc.", RecordType.A),
        QueryKind.AddressOfVersion => Ask("1-2-0.blue.full.z1.svc.", RecordType.A),
        QueryKind.AddressOfOtherZone => Ask("far.z1.svc.", RecordType.A),
        QueryKind.Alias => Ask("alias.z1.svc.", RecordType.A),
        QueryKind.Service => Ask("s7.z1.svc.", RecordType.Srv),
        QueryKind.ServiceInOtherZone => Ask("far.z1.svc.", RecordType.Srv),
        QueryKind.ServiceNear => Ask("far.near.svc.", RecordType.Srv),
        QueryKind.ServiceByPortName => Ask("_grpc._tcp.full.z1.svc.", RecordType.Srv),
        QueryKind.ServiceAsFirstLabel => Ask("_s7._tcp.z1.svc.", RecordType.Srv),
        QueryKind.Text => Ask("i0.1-2-0.blue.full.z1.svc.", RecordType.Txt),
        QueryKind.TextOfService => Ask("full.z1.svc.", RecordType.Txt),
        QueryKind.Any => Ask("s7.z1.svc.", RecordType.Any),
        QueryKind.Truncated => Ask("crowd.z1.svc.", RecordType.Srv),
        QueryKind.AddressOfInstance => Ask("i1.default.default.s7.z1.svc.", RecordType.A),
        QueryKind.ServiceOfInstance => Ask("i1.default.default.s7.z1.svc.", RecordType.Srv),
        QueryKind.PinnedAddress => Ask("ip-10-0-0-22.any.any.s7.z1.svc.", RecordType.A),
        QueryKind.PinnedIPv6Address => Ask("ip-fd00--1.any.any.full.z1.svc.", RecordType.Aaaa),
        QueryKind.NameOfAddress => Ask("22.0.0.10.in-addr.arpa.", RecordType.Ptr),
        QueryKind.NoData => Ask("s7.z1.svc.", RecordType.Aaaa),
        QueryKind.NoDataOfZone => Ask("z1.svc.", RecordType.A),
        QueryKind.NoDataOfDeclared => Ask("declared.z1.svc.", RecordType.A),
        QueryKind.NoDataOfProtocol => Ask("_tcp.s7.z1.svc.", RecordType.Srv),
        QueryKind.NoDataInReverse => Ask("0.0.10.in-addr.arpa.", RecordType.Ptr),
        QueryKind.NonePassing => Ask("lapsed.z1.svc.", RecordType.A),
        QueryKind.NameError => Ask("absent.z1.svc.", RecordType.A),
        QueryKind.NameErrorOfPort => Ask("_absent._tcp.s7.z1.svc.", RecordType.Srv),
        QueryKind.NameErrorOfInstance => Ask("absent.any.any.s7.z1.svc.", RecordType.A),
        QueryKind.NameErrorInReverse => Ask("1.255.255.10.in-addr.arpa.", RecordType.Ptr),
        QueryKind.TooManyLabels => Ask("x.i1.default.default.s7.z1.svc.", RecordType.A),
        QueryKind.Soa => Ask("svc.", RecordType.Soa),
        QueryKind.NameServers => Ask("svc.", RecordType.NS),
        QueryKind.ServerAddress => Ask("svc.", RecordType.A),
        QueryKind.StaticAddress => Ask("web.example.test.", RecordType.A),
        QueryKind.StaticService => Ask("_sip._tcp.example.test.", RecordType.Srv),
        QueryKind.StaticAlias => Ask("www.example.test.", RecordType.A),
        QueryKind.StaticWildcard => Ask("x.apps.example.test.", RecordType.A),
        QueryKind.StaticNoData => Ask("web.example.test.", RecordType.MX),
        QueryKind.StaticNameError => Ask("absent.example.test.", RecordType.A),
        QueryKind.Referral => Ask("www.child.example.test.", RecordType.A),
        QueryKind.Redirection => Ask("web.old.example.test.", RecordType.A),
        QueryKind.NotOurs => Ask("www.example.", RecordType.A),
        QueryKind.OtherClass => QueryOctets.Of("s7.z1.svc.", RecordType.A, EdnsOctets, (RecordClass)3),
        QueryKind.Transfer => Ask("svc.", RecordType.Axfr),
        QueryKind.OtherOpcode => With(FlagsAt, 0x28),
        QueryKind.Malformed => With(QuestionCountAt, 2),
        QueryKind.BadVersion => With(^(VersionFromEnd), 1),
        QueryKind.Response => With(FlagsAt, 0x80),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "A kind without a request."),
    };

    private static byte[] Ask(string name, RecordType type) => QueryOctets.Of(name, type, EdnsOctets);

    /// <summary>An ordinary request in which one octet is another.</summary>
    private static byte[] With(Index at, byte octet)
    {
        byte[] request = Of(QueryKind.Address);
        request[at] = octet;
        return request;
    }
}
