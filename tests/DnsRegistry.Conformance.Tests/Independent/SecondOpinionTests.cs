using DnsRegistry.Testing;
using DnsRegistry.Wire.Records;
using DnsRegistry.Wire.Records.Presentation;

namespace DnsRegistry.Conformance.Tests.Independent;

/// <summary>A zone full of corner cases, and what an independent authoritative server answers for it.</summary>
public class SecondOpinionTests
{
    private static readonly string s_folder = Path.Combine(AppContext.BaseDirectory, "Independent");

    private readonly DnsServerUnderTest _server = Given.Zone(File.ReadAllText(Path.Combine(s_folder, "example.test.zone")));

    [Fact]
    public void Every_answer_is_that_of_the_other_server()
    {
        string[] expected = [.. File.ReadLines(Path.Combine(s_folder, "answers.txt")).Where(line => !line.StartsWith('#'))];

        IEnumerable<string> actual = expected.Select(line => Ask(line.Split(' ')[0], line.Split(' ')[1]));

        Assert.NotEmpty(expected);
        Assert.Equal(expected, actual);
    }

    private string Ask(string name, string type)
    {
        Assert.True(RecordTypeName.TryParse(type, out RecordType recordType));
        Reply reply = _server.Ask(name, recordType);
        string flags = reply.IsAuthoritative ? " AA" : "";

        // Where the answer is our own word, additional records are a matter of taste.
        string additional = reply.IsAuthoritative ? "-" : Text(reply.Additional);
        string rcode = reply.Rcode.ToString().ToUpperInvariant();
        return $"{name} {type} | {rcode}{flags} | {Text(reply.Answer)} | {Text(reply.Authority)} | {additional}";
    }

    private static string Text(IEnumerable<ReplyRecord> records) =>
        string.Join(", ", records.Select(Text).Order(StringComparer.Ordinal));

    /// <summary>Data is compared where every program writes it alike.</summary>
    private static string Text(ReplyRecord record) => record.Type switch
    {
        RecordType.A or RecordType.Aaaa or RecordType.NS or RecordType.CName or RecordType.DName => record.ToString(),
        _ => $"{record.Owner} {record.TtlSeconds} {record.Type.ToMnemonic()}",
    };
}
