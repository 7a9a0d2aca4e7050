using System.IO.Compression;
using DnsClient;
using DnsRegistry.EndToEnd.Tests.Clients;
using DnsRegistry.EndToEnd.Tests.Running;
using LiteDB;
using LiteDB.Engine;

namespace DnsRegistry.EndToEnd.Tests;

/// <summary>Data folders that other versions of the program have written.</summary>
public sealed class FormatTests : IDisposable
{
    private readonly Workplace _place = new();

    private string Data => Path.Combine(_place.Root, "data");

    public void Dispose() => _place.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Folder_of_an_older_program_is_served_and_goes_on_in_the_new_format(int format)
    {
        ZipFile.ExtractToDirectory(
            Path.Combine(Repository.Root, $"tests/DnsRegistry.Storage.LiteDb.Tests/Formats/format-{format}.zip"), Data);

        await using (ServerProcess server = await ServerProcess.StartAsync(_place))
        {
            await server.LogLineAsync($"has format {format};");
            await AssertServesAsync(server, ttlSeconds: 9);
            await server.PutAsync("/v1/services/web/instances/a/override", """{"weight":5}""");
            await server.SetAsync("web", """{"ttlSeconds":8}""");
            await server.KillAsync();
        }

        await using ServerProcess again = await ServerProcess.StartAsync(_place);
        await AssertServesAsync(again, ttlSeconds: 8);
        Assert.Equal(5, (int?)(await again.GetAsync("/v1/services/web/instances/a"))["effectiveWeight"]);
        Assert.DoesNotContain(again.Log, line => line.Contains("has format", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Folder_of_a_newer_program_is_refused_with_one_line_and_left_as_it_is()
    {
        await using (ServerProcess server = await ServerProcess.StartAsync(_place))
        {
            await server.RegisterAsync("web", "a", """{"addresses":["10.0.0.1"],"static":true}""");
            Assert.Equal(0, (await server.StopAsync()).ExitCode);
        }

        string database = Path.Combine(Data, "registry.db");
        int known = RaiseFormat(database);
        byte[][] before = await ContentAsync();

        CommandResult serve = await Shell.RunAsync(ServerProcess.Command(_place, "--dns", "127.0.0.1:0", "--http", "127.0.0.1:0"));
        CommandResult export = await Shell.RunAsync(ServerProcess.Command(_place, "export", "--data", "data", "--output", "saved"));

        Assert.Equal((1, 1), (serve.ExitCode, export.ExitCode));
        Assert.Empty(serve.Output);
        string line = Assert.Single(serve.ErrorLines, line => line.StartsWith("dnsregistry:", StringComparison.Ordinal));
        Assert.Contains($"registry.db' has format {known + 1}; this program knows formats up to {known}. Use the version", line,
            StringComparison.Ordinal);
        Assert.Contains($"has format {known + 1}", export.Error, StringComparison.Ordinal);
        Assert.Equal(before, await ContentAsync());
    }

    private static async Task AssertServesAsync(ServerProcess server, int ttlSeconds)
    {
        IDnsQueryResponse response = await server.AskAsync("a.1-2-0.g1.web.z1.svc", QueryType.A);
        Assert.Equal("10.0.0.7", Assert.Single(response.Answers.ARecords()).Address.ToString());
        Assert.Equal(ttlSeconds, response.Answers[0].InitialTimeToLive);
    }

    /// <summary>Says what a newer program would: that the database is of the next format. All else in it stays.</summary>
    /// <returns>The format that it had.</returns>
    private static int RaiseFormat(string database)
    {
        using var engine = new LiteEngine(new EngineSettings { Filename = database });
        byte[] meta;
        using (IBsonDataReader reader = engine.Query("meta", new Query()))
        {
            Assert.True(reader.Read());
            meta = reader.Current["v"].AsBinary;
        }

        int known = meta[0]++;
        engine.Upsert("meta", [new BsonDocument { ["_id"] = 1, ["v"] = meta }], BsonAutoId.Int32);
        engine.Checkpoint();
        return known;
    }

    private async Task<byte[][]> ContentAsync() => await Task.WhenAll(Directory.GetFiles(Data).Order(StringComparer.Ordinal)
        .Select(file => File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken)));
}
