using System.Buffers.Binary;
using System.Text;
using ARSoft.Tools.Net.Dns;
using DnsRegistry.Wire.Messages;
using DnsRegistry.Wire.Records;
using RecordType = DnsRegistry.Wire.Records.RecordType;

namespace DnsRegistry.Testing;

/// <summary>What a server answered, read by an independent decoder.</summary>
public sealed class Reply
{
    private const ushort ExtendedErrorOption = 15;

    private readonly DnsMessage _message;

    /// <summary>Decodes a response.</summary>
    /// <param name="octets">The whole message.</param>
    public Reply(byte[] octets)
    {
        Octets = octets;
        _message = DnsMessage.Parse(octets);
        Answer = [.. _message.AnswerRecords.Select(ReplyRecord.From)];
        Authority = [.. _message.AuthorityRecords.Select(ReplyRecord.From)];
        Additional =
        [
            .. _message.AdditionalRecords.Where(record => (RecordType)record.RecordType != RecordType.Opt).Select(ReplyRecord.From),
        ];
    }

    /// <summary>The message as it came.</summary>
    public byte[] Octets { get; }

    /// <summary>The response code, the upper bits of EDNS included.</summary>
    public Rcode Rcode => (Rcode)((Octets[3] & 0xF) | ((int)(_message.EDnsOptions?.ExtendedReturnCode ?? 0) & 0xFF0));

    /// <summary>The AA bit.</summary>
    public bool IsAuthoritative => _message.IsAuthoritiveAnswer;

    /// <summary>The TC bit.</summary>
    public bool IsTruncated => _message.IsTruncated;

    /// <summary>The answer section.</summary>
    public IReadOnlyList<ReplyRecord> Answer { get; }

    /// <summary>The authority section.</summary>
    public IReadOnlyList<ReplyRecord> Authority { get; }

    /// <summary>The additional section without the OPT record.</summary>
    public IReadOnlyList<ReplyRecord> Additional { get; }

    /// <summary>Whether there is an OPT record.</summary>
    public bool HasEdns => _message.IsEDnsEnabled;

    /// <summary>The extended error (RFC 8914); null when there is none.</summary>
    public ExtendedErrorCode? ExtendedError =>
        _message.EDnsOptions?.Options.OfType<UnknownOption>().FirstOrDefault(option => (ushort)option.Type == ExtendedErrorOption)
            is UnknownOption found
            ? (ExtendedErrorCode)BinaryPrimitives.ReadUInt16BigEndian(found.Data)
            : null;

    /// <summary>What the extended error says; null when there is none.</summary>
    public string? ExtendedErrorText =>
        _message.EDnsOptions?.Options.OfType<UnknownOption>().FirstOrDefault(option => (ushort)option.Type == ExtendedErrorOption)
            is UnknownOption found
            ? Encoding.UTF8.GetString(found.Data.AsSpan(sizeof(ushort)))
            : null;

    /// <summary>The client subnet as <c>address/source/scope</c> (RFC 7871); null when there is none.</summary>
    public string? ClientSubnet => _message.EDnsOptions?.Options.OfType<ClientSubnetOption>().SingleOrDefault() is ClientSubnetOption subnet
        ? $"{subnet.Address}/{subnet.SourceNetmask}/{subnet.ScopeNetmask}"
        : null;

    /// <summary>The data of each answer, in order.</summary>
    public IEnumerable<string> AnswerData => Answer.Select(record => record.Data);
}
