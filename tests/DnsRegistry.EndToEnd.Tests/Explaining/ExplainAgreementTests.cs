using System.Text.Json.Nodes;
using DnsRegistry.EndToEnd.Tests.Clients;
using DnsRegistry.EndToEnd.Tests.Running;

namespace DnsRegistry.EndToEnd.Tests.Explaining;

/// <summary>What the real server explains is what dig gets from it, whatever is registered and set, whoever asks for what.</summary>
public sealed class ExplainAgreementTests : IDisposable
{
    private const int Seed = 20270101;
    private const int Rounds = 10;
    private const int QuestionsPerAsker = 45;

    /// <summary>Askers in two zones and in none; one that is not believed whose question it asks, and one that is, three times.</summary>
    private static readonly (string Address, bool HasSubnet)[] s_askers =
    [
        ("127.0.1.1", false), ("127.0.1.77", false), ("127.0.2.5", false), ("127.0.4.4", false), ("127.0.2.9", true),
        ("127.0.3.1", true), ("127.0.3.2", true), ("127.0.3.3", true),
    ];

    private static readonly string[] s_worthwhile =
        ["NOERROR", "NXDOMAIN", "SERVFAIL", "REFUSED", "nothing", "tc", "some", "EDE 3", "EDE 4", "EDE 15"];

    private static readonly string[] s_sections = ["answer", "authority", "additional"];

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task Dig_gets_what_explain_says_for_thousands_of_questions()
    {
        Shell.Require("dig", "bind9-dnsutils");
        _place.WriteConfiguration(RandomEstate.Configuration);
        await using ServerProcess server = await ServerProcess.StartAsync(_place);
        var random = new Random(Seed);
        var estate = new RandomEstate(server, random);
        await estate.FillAsync();

        HashSet<string> seen = [];
        for (int round = 0; round < Rounds; round++)
        {
            await estate.ChangeAsync();
            bool isLast = round == Rounds - 1;
            var asked = s_askers.Select(asker => (asker, Questions: Questions(random, asker.HasSubnet, isLast))).ToArray();
            foreach (List<string> answers in await Task.WhenAll(
                asked.Select(one => CompareAsync(server, one.asker.Address, one.Questions))))
                seen.UnionWith(answers);
        }

        // Nothing is worth comparing that did not happen.
        Assert.Empty(s_worthwhile.Except(seen));
    }

    private static List<RandomQuestion> Questions(Random random, bool hasSubnet, bool isLast)
    {
        List<RandomQuestion> questions = [.. Enumerable.Range(0, QuestionsPerAsker).Select(_ => RandomQuestion.Make(random, hasSubnet))];
        if (isLast)
            questions.Add(new RandomQuestion("lost.any.svc", "A", null));
        return questions;
    }

    /// <summary>Asks both, and expects the same of them.</summary>
    /// <returns>What was seen, a few words for each answer.</returns>
    private async Task<List<string>> CompareAsync(ServerProcess server, string asker, List<RandomQuestion> questions)
    {
        string file = Path.Combine(_place.Root, $"{asker}.questions");
        await File.WriteAllLinesAsync(file, questions.Select(question => question.Line), TestContext.Current.CancellationToken);
        CommandResult dig = await Shell.RunAsync("dig", server.Dig(
            "-b", asker, "+noall", "+comments", "+answer", "+authority", "+additional", "+ignore", "+nocookie", "+tries=1", "+timeout=2",
            "-f", file));
        IReadOnlyList<DigReply?> replies = DigReply.ReadAll(dig.Output.Split('\n'));
        Assert.Equal(questions.Count, replies.Count);

        List<string> seen = [];
        for (int i = 0; i < questions.Count; i++)
        {
            // An asker that is not believed is the client itself.
            string client = asker.StartsWith("127.0.3.", StringComparison.Ordinal) ? questions[i].Subnet ?? asker : asker;
            JsonObject explained = await ExplainAsync(server, questions[i].Name, questions[i].Type, client);
            string what = $"{questions[i].Line} from {asker}: {explained["text"]}";
            AssertAlike(replies[i], explained, what);
            if (!questions[i].IsAboutSome)
            {
                AssertSameRecords(replies[i], explained, what);
            }
            else if (replies[i] is { } drawn)
            {
                string name = questions[i].Name.Replace("few", "all", StringComparison.OrdinalIgnoreCase);
                JsonObject all = await ExplainAsync(server, name, questions[i].Type, client);
                AssertDrawn(drawn, explained, all, what);
            }

            seen.AddRange(Seen(replies[i], questions[i].IsAboutSome));
        }

        return seen;
    }

    private static Task<JsonObject> ExplainAsync(ServerProcess server, string name, string type, string client) =>
        server.GetAsync($"/v1/explain?name={name}&type={type}&client={Uri.EscapeDataString(client)}");

    private static void AssertAlike(DigReply? reply, JsonObject explained, string what)
    {
        Assert.True(reply is null == (bool)explained["dropped"]!, what);
        if (reply is null)
            return;

        string[] flags = reply.Flags.Split(' ');
        Assert.True(reply.Rcode == (string?)explained["rcode"], $"{reply.Rcode}: {what}");
        Assert.True(flags.Contains("tc") == (bool)explained["truncated"]!, what);
        Assert.True(flags.Contains("aa") == (bool)explained["authoritative"]!, what);
        string error = explained["extendedError"] is JsonObject extended ? $"{extended["code"]} {extended["text"]}" : "";
        Assert.True(reply.ExtendedError == error, $"'{reply.ExtendedError}': {what}");
    }

    private static void AssertSameRecords(DigReply? reply, JsonObject explained, string what)
    {
        if (reply is null)
            return;

        foreach (string section in s_sections)
        {
            Assert.True(
                RecordsOf(explained, section).SetEquals(reply.Records[section]),
                $"{section} of dig: {string.Join(" | ", reply.Records[section])}\n{what}");
        }
    }

    /// <summary>
    /// Expects as many records as are explained, each of them one that would be answered without the limit: chance draws
    /// others for dig than for the explanation.
    /// </summary>
    private static void AssertDrawn(DigReply reply, JsonObject explained, JsonObject all, string what)
    {
        int count = RecordsOf(explained, "answer").Count;
        Assert.True(
            count == reply.Records["answer"].Count()
            && (reply.Records["answer"].Any(record => record.Contains(" txt ", StringComparison.Ordinal)) || count <= RandomEstate.Subset),
            $"{string.Join(" | ", reply.Records["answer"])}\n{what}");
        foreach (string section in s_sections)
        {
            HashSet<string> most = RecordsOf(all, section);
            Assert.True(
                reply.Records[section].All(record => most.Contains(record.Replace("few.", "all.", StringComparison.Ordinal))),
                $"{section} of dig: {string.Join(" | ", reply.Records[section])}\nof {string.Join(" | ", most)}\n{what}");
        }
    }

    private static HashSet<string> RecordsOf(JsonObject explained, string section) =>
    [
        .. explained[section]!.AsArray().Select(record => DigReply.RecordOf(
            $"{record!["name"]}", $"{record["ttlSeconds"]}", $"{record["type"]}", $"{record["data"]}")),
    ];

    private static List<string> Seen(DigReply? reply, bool isAboutSome)
    {
        if (reply is null)
            return ["nothing"];

        List<string> seen = [reply.Rcode];
        if (reply.Flags.Contains("tc", StringComparison.Ordinal))
            seen.Add("tc");
        if (isAboutSome && reply.Records["answer"].Count() == RandomEstate.Subset)
            seen.Add("some");
        if (reply.ExtendedError.Length > 0)
            seen.Add($"EDE {reply.ExtendedError.Split(' ')[0]}");
        return seen;
    }
}
