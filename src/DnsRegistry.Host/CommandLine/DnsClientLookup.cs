using System.Globalization;
using System.Net;
using DnsClient;
using DnsClient.Protocol;

namespace DnsRegistry.Host.CommandLine;

/// <summary>Asks with the DnsClient package: a codec that is not ours, so that a wrong answer shows.</summary>
internal sealed class DnsClientLookup : IDnsLookup
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(3);

    /// <inheritdoc/>
    public bool IsRecordType(string type) => TryType(type, out _);

    /// <inheritdoc/>
    public async Task<DnsLookupReply?> AskAsync(IPEndPoint server, string name, string type, bool useTcp)
    {
        var client = new LookupClient(new LookupClientOptions(server)
        {
            UseCache = false,
            UseTcpOnly = useTcp,
            Timeout = s_patience,
            Retries = 1,
        });
        if (!TryType(type, out QueryType queryType))
            throw new ArgumentException("Not a record type.", nameof(type));

        try
        {
            IDnsQueryResponse response = await client.QueryAsync(new DnsQuestion(name, queryType));
            var sections = new List<KeyValuePair<string, IReadOnlyList<string>>>();
            Add(sections, "ANSWER", response.Answers);
            Add(sections, "AUTHORITY", response.Authorities);
            Add(sections, "ADDITIONAL", response.Additionals.Where(record => record.RecordType != ResourceRecordType.OPT));
            return new DnsLookupReply(StatusOf(response.Header), FlagsOf(response.Header), sections);
        }
        catch (DnsResponseException)
        {
            return null;
        }
    }

    private static bool TryType(string text, out QueryType type)
    {
        if (text.StartsWith("TYPE", StringComparison.OrdinalIgnoreCase)
            && ushort.TryParse(text.AsSpan(4), NumberStyles.None, CultureInfo.InvariantCulture, out ushort number))
        {
            type = (QueryType)number;
            return true;
        }

        return Enum.TryParse(text, ignoreCase: true, out type) && Enum.GetName(type) is not null && !char.IsAsciiDigit(text[0]);
    }

    private static void Add(
        List<KeyValuePair<string, IReadOnlyList<string>>> sections, string title, IEnumerable<DnsResourceRecord> records)
    {
        string[] lines = [.. records.Select(record => record.ToString())];
        if (lines.Length > 0)
            sections.Add(KeyValuePair.Create<string, IReadOnlyList<string>>(title, lines));
    }

    private static string StatusOf(DnsResponseHeader header) => header.ResponseCode switch
    {
        DnsHeaderResponseCode.NoError => "NOERROR",
        DnsHeaderResponseCode.FormatError => "FORMERR",
        DnsHeaderResponseCode.ServerFailure => "SERVFAIL",
        DnsHeaderResponseCode.NotExistentDomain => "NXDOMAIN",
        DnsHeaderResponseCode.NotImplemented => "NOTIMP",
        DnsHeaderResponseCode.Refused => "REFUSED",
        DnsHeaderResponseCode other => ((int)other).ToString(CultureInfo.InvariantCulture),
    };

    private static string FlagsOf(DnsResponseHeader header)
    {
        (bool IsSet, string Name)[] flags =
        [
            (header.HasAuthorityAnswer, "aa"),
            (header.ResultTruncated, "tc"),
            (header.RecursionDesired, "rd"),
            (header.RecursionAvailable, "ra"),
        ];
        return string.Join(' ', flags.Where(flag => flag.IsSet).Select(flag => flag.Name));
    }
}
