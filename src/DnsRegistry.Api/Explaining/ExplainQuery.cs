using System.Net;
using DnsRegistry.Api.Http;
using DnsRegistry.Registry.Validation;
using DnsRegistry.Wire.Names;
using DnsRegistry.Wire.Records;
using DnsRegistry.Wire.Records.Presentation;
using DnsRegistry.Zones;
using Microsoft.AspNetCore.Http;

namespace DnsRegistry.Api.Explaining;

/// <summary>Which answer is to be explained.</summary>
/// <param name="Name">The QNAME.</param>
/// <param name="Type">The QTYPE.</param>
/// <param name="Client">Who asks.</param>
internal sealed record ExplainQuery(DomainName Name, RecordType Type, ClientAddress Client)
{
    /// <summary>Reads the parameters.</summary>
    /// <returns>The query; not to be used when there are faults.</returns>
    public static ExplainQuery Read(HttpContext context, List<FieldFault> faults) => new(
        ReadName(context, faults), ReadType(context, faults), ReadClient(context, faults));

    private static DomainName ReadName(HttpContext context, List<FieldFault> faults)
    {
        int before = faults.Count;
        string? text = QueryText.Single(context, "name", faults);
        if (text is null && faults.Count == before)
            faults.Add(new FieldFault("name", "is missing"));
        if (string.IsNullOrEmpty(text))
        {
            if (text is not null)
                faults.Add(new FieldFault("name", "is empty"));
            return DomainName.Root;
        }

        if (!DomainName.TryParse(text, DomainName.Root, out DomainName? name, out NameFault fault))
            faults.Add(new FieldFault("name", $"'{text}' is not a domain name: {fault.Describe()}"));
        return name ?? DomainName.Root;
    }

    private static RecordType ReadType(HttpContext context, List<FieldFault> faults)
    {
        if (QueryText.Single(context, "type", faults) is not string text)
            return RecordType.A;
        if (!RecordTypeName.TryParse(text, out RecordType type) || type is RecordType.None or RecordType.Opt)
            faults.Add(new FieldFault("type", $"'{text}' is not a record type that can be asked for, such as A, SRV or TYPE65"));
        return type;
    }

    private static ClientAddress ReadClient(HttpContext context, List<FieldFault> faults)
    {
        string text = QueryText.Single(context, "client", faults) ?? "127.0.0.1";
        if (AddressText.FaultOf(text, out IPAddress address) is string fault)
            faults.Add(new FieldFault("client", fault));
        return ClientAddress.From(address);
    }
}
