using DnsRegistry.Wire.Names;
using DnsRegistry.Wire.Records;

namespace DnsRegistry.Zones.Static.MasterFile;

/// <summary>One record and where it stands.</summary>
internal sealed record MasterFileRecord(
    DomainName Owner, RecordType Type, uint TtlSeconds, Rdata Rdata, string File, int Line, int Column)
{
    /// <summary>A fault of this record.</summary>
    internal ZoneFileFault Fault(string message) => new(File, Line, Column, message);
}
