using System.Diagnostics.CodeAnalysis;
using DnsRegistry.Wire.Names;

namespace DnsRegistry.Wire.Records.Presentation;

/// <summary>RDATA as people write it: the words of a master file behind the type (RFC 1035 §5.1).</summary>
public static class RdataPresentation
{
    /// <summary>Reads the words behind a type into wire form.</summary>
    /// <param name="type">The type. Every type may be given as <c>\#</c>, length and hexadecimal (RFC 3597 §5).</param>
    /// <param name="tokens">The words, all of them.</param>
    /// <param name="origin">What relative names are completed with.</param>
    /// <param name="rdata">The RDATA, or null.</param>
    /// <param name="fault">Why it was refused.</param>
    public static bool TryRead(
        RecordType type,
        IReadOnlyList<PresentationToken> tokens,
        DomainName origin,
        [NotNullWhen(true)] out Rdata? rdata,
        out PresentationFault fault)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        ArgumentNullException.ThrowIfNull(origin);

        var fields = new RdataFields(tokens, origin);
        bool isGeneric = fields.HasMore && fields.Peek is { IsQuoted: false, Text: GenericRdata.Mark };
        bool isRead = isGeneric ? GenericRdata.Read(fields, type) : ReadWords(type, fields);

        rdata = null;
        isRead = isRead && fields.TryFinish(out rdata);
        fault = fields.Fault;
        return isRead;
    }

    private static bool ReadWords(RecordType type, RdataFields fields) => type switch
    {
        RecordType.A => AddressRdata.ReadIPv4(fields),
        RecordType.Aaaa => AddressRdata.ReadIPv6(fields),
        RecordType.NS or RecordType.CName or RecordType.Ptr => NameRdata.ReadCompressible(fields),
        RecordType.DName => NameRdata.ReadDName(fields),
        RecordType.RP => NameRdata.ReadResponsiblePerson(fields),
        RecordType.Soa => SoaRdata.Read(fields),
        RecordType.MX => PreferenceRdata.ReadMX(fields),
        RecordType.AfsDb => PreferenceRdata.ReadAfsDb(fields),
        RecordType.KX => PreferenceRdata.ReadKX(fields),
        RecordType.Txt or RecordType.Spf => TextRdata.ReadStrings(fields),
        RecordType.HInfo => TextRdata.ReadHInfo(fields),
        RecordType.Loc => LocationRdata.Read(fields),
        RecordType.Srv => SrvRdata.Read(fields),
        RecordType.NaPtr => NaPtrRdata.Read(fields),
        RecordType.Cert => CertRdata.Read(fields),
        RecordType.DS or RecordType.Cds => SecurityKeyRdata.ReadDS(fields),
        RecordType.DnsKey or RecordType.CDnsKey => SecurityKeyRdata.ReadDnsKey(fields),
        RecordType.RrSig => SignatureRdata.Read(fields),
        RecordType.NSec => NSecRdata.ReadNSec(fields),
        RecordType.NSec3 => NSecRdata.ReadNSec3(fields),
        RecordType.NSec3Param => NSecRdata.ReadNSec3Param(fields),
        RecordType.CSync => NSecRdata.ReadCSync(fields),
        RecordType.SshFp => FingerprintRdata.ReadSshFp(fields),
        RecordType.Tlsa or RecordType.SMimeA => FingerprintRdata.ReadTlsa(fields),
        RecordType.OpenPgpKey => FingerprintRdata.ReadOpenPgpKey(fields),
        RecordType.ZoneMd => ZoneMdRdata.Read(fields),
        RecordType.Svcb or RecordType.Https => SvcbRdata.Read(fields),
        RecordType.Eui48 => EuiRdata.Read(fields, EuiRdata.Eui48Octets),
        RecordType.Eui64 => EuiRdata.Read(fields, EuiRdata.Eui64Octets),
        RecordType.Uri => UriRdata.Read(fields),
        RecordType.Caa => CaaRdata.Read(fields),
        _ => fields.Fail($"the RDATA of {type.ToMnemonic()} is only read in the form \\# length hexadecimal (RFC 3597 §5)"),
    };
}
