using System.Diagnostics;
using DnsRegistry.EndToEnd.Tests.Clients;
using DnsRegistry.EndToEnd.Tests.Running;

namespace DnsRegistry.EndToEnd.Tests;

/// <summary>What export writes is what import makes of it, from a running server and from the folder of a stopped one.</summary>
public sealed class TransferTests : IAsyncLifetime
{
    private readonly Workplace _place = new();
    private ServerProcess _server = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await ServerProcess.StartAsync(_place);
        await _server.RegisterAsync("web", "a", """
            {"zone":"z1","group":"g1","version":"1.2.0","addresses":["10.0.0.7","fd00::7"],"port":8080,"weight":7,"leaseSeconds":3600,
             "ports":{"grpc":9090,"dns":{"port":53,"protocol":"udp"}},"metadata":{"ort":"Köln","q":"\"<&"},
             "check":{"tcp":"10.0.0.7:8080","intervalSeconds":5}}
            """);
        await _server.RegisterAsync("web", "b", """{"addresses":["10.0.0.8"],"static":true}""");
        await _server.RegisterAsync("db", "h", """{"host":"db.example.net","leaseSeconds":3600}""");
        await PutAsync("/v1/services/web/settings", """{"ttlSeconds":9,"zoneFallback":"srv","protectThreshold":0.25}""");
        await PutAsync("/v1/services/declared/settings", "{}");
        await PutAsync("/v1/services/web/instances/a/override", """{"draining":true,"weight":3}""");
        await PutAsync("/v1/services/web/instances/to-come/override?absent=true", """{"enabled":false}""");
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _place.Dispose();
    }

    [Fact]
    public async Task What_was_exported_is_imported_into_an_empty_server_and_exported_alike()
    {
        string file = Path.Combine(_place.Root, "export.ndjson");
        Assert.Equal((0, "", ""), await RunAsync(_server, "export", "--output", file));
        string[] exported = await File.ReadAllLinesAsync(file, TestContext.Current.CancellationToken);
        Assert.Equal(9, exported.Length);

        using var other = new Workplace();
        await using ServerProcess empty = await ServerProcess.StartAsync(other);
        (int exitCode, string output, string error) = await RunAsync(empty, "import", file);

        Assert.Equal((0, "imported: 7 created, 0 replaced, 0 refused\n", ""), (exitCode, output, error));
        Assert.Equal(exported[1..], (await RunAsync(empty, "export")).Output.TrimEnd().Split('\n')[1..]);
        Assert.Equal("imported: 0 created, 7 replaced, 0 refused\n", (await RunAsync(empty, "import", file)).Output);
        Assert.Equal(["10.0.0.8"], await empty.AddressesAsync("web.any.svc"));
    }

    [Fact]
    public async Task Folder_of_a_stopped_server_is_exported_like_the_server_and_that_of_a_running_one_is_left_alone()
    {
        string[] exported = (await RunAsync(_server, "export")).Output.TrimEnd().Split('\n');
        (int exitCode, string output, string error) = await RunAsync(_server, "export", "--data", "data");
        Assert.Equal((1, ""), (exitCode, output));
        Assert.Contains("registry.lock", error, StringComparison.Ordinal);

        await _server.KillAsync();
        (exitCode, output, error) = await RunAsync(_server, "export", "--data", "data");

        Assert.Equal((0, ""), (exitCode, error));
        Assert.Equal(exported, output.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task Damaged_folder_stops_the_start_with_what_to_do_and_that_saves_what_can_be_read()
    {
        await _server.StopAsync();
        string database = Path.Combine(_place.Root, "data", "registry.db");
        byte[] octets = await File.ReadAllBytesAsync(database, TestContext.Current.CancellationToken);
        octets.AsSpan(0, 8192).Clear();
        await File.WriteAllBytesAsync(database, octets, TestContext.Current.CancellationToken);

        CommandResult start = await Shell.RunAsync(ServerProcess.Command(_place, "--dns", "127.0.0.1:0", "--http", "127.0.0.1:0"));
        Assert.Equal(1, start.ExitCode);
        Assert.Contains("'dnsregistry export --data DIR --output FILE'", Assert.Single(start.ErrorLines), StringComparison.Ordinal);

        (int exitCode, string output, string error) = await RunAsync(_server, "export", "--data", "data");
        Assert.Equal((0, ""), (exitCode, error)); // what was lost is the way to the content, none of the content itself
        Assert.Equal(9, output.TrimEnd().Split('\n').Length);
        Assert.Equal(octets, await File.ReadAllBytesAsync(database, TestContext.Current.CancellationToken));

        Array.Clear(octets);
        await File.WriteAllBytesAsync(database, octets, TestContext.Current.CancellationToken);
        (exitCode, output, error) = await RunAsync(_server, "export", "--data", "data");
        Assert.Equal(1, exitCode);
        Assert.Contains("0 of an unknown number of things could be read", error, StringComparison.Ordinal);
        Assert.Contains("\"kind\":\"end\"", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lines_that_are_refused_are_named_and_the_others_imported()
    {
        string file = Path.Combine(_place.Root, "bad.ndjson");
        await File.WriteAllTextAsync(
            file,
            """
            {"kind":"export","format":1,"revision":1}
            {"kind":"settings","service":"api","settings":{"ttlSeconds":-1}}
            {"kind":"registration","service":"api","id":"a","addresses":["10.0.0.1"]}
            {"kind":"registration","service":"api","id":"b","addresses":["999"]}
            {"kind":"registration","service":"api","id":"c","addresses":["10.0.0.3"],"port":0,"colour":"red"}
            {"kind":"miracle"}
            not json
            {"kind":"registration","service":"api","id":"d","addresses":["10.0.0.4"]}
            {"kind":"end"}
            """,
            TestContext.Current.CancellationToken);

        (int exitCode, string output, string error) = await RunAsync(_server, "import", file);

        Assert.Equal((1, "imported: 2 created, 0 replaced, 5 refused\n"), (exitCode, output));
        Assert.Equal(["10.0.0.1", "10.0.0.4"], await _server.AddressesAsync("api.any.svc"));
        foreach (string line in (string[])["line 2: ", "line 4: addresses[0] ", "line 5: ", "line 6: has the kind 'miracle'",
            "line 7: is not a JSON object"])
            Assert.Contains(line, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"kind":"export","format":2}""", "Use a newer one.")]
    [InlineData("""{"kind":"export","format":1}""", "the export was cut short")]
    public async Task Export_that_is_newer_or_cut_short_is_said(string line, string message)
    {
        string file = Path.Combine(_place.Root, "odd.ndjson");
        await File.WriteAllTextAsync(file, line, TestContext.Current.CancellationToken);

        (int exitCode, string _, string error) = await RunAsync(_server, "import", file);

        Assert.Equal(1, exitCode);
        Assert.Contains(message, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_that_cannot_reach_the_server_says_where_to_go_on()
    {
        string file = Path.Combine(_place.Root, "export.ndjson");
        await RunAsync(_server, "export", "--output", file);
        await _server.StopAsync();

        (int exitCode, string _, string error) = await RunAsync(_server, "import", file);
        Assert.Equal(1, exitCode);
        Assert.Contains("go on with --from-line 2", error, StringComparison.Ordinal);

        using var other = new Workplace();
        await using ServerProcess empty = await ServerProcess.StartAsync(other);
        Assert.Equal("imported: 3 created, 0 replaced, 0 refused\n", (await RunAsync(empty, "import", file, "--from-line", "6")).Output);
    }

    [Fact]
    public async Task Export_that_fails_leaves_the_file_as_it_was()
    {
        string file = Path.Combine(_place.Root, "export.ndjson");
        await RunAsync(_server, "export", "--output", file);
        byte[] backup = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
        await _server.KillAsync();

        Assert.Equal(1, (await RunAsync(_server, "export", "--output", file)).ExitCode);
        Assert.Equal(1, (await RunAsync(_server, "export", "--output", file, "--data", "nowhere")).ExitCode);

        Assert.Equal(backup, await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));
        Assert.Equal([file], Directory.GetFiles(_place.Root, "export*"));
        Assert.Equal(0, (await RunAsync(_server, "export", "--output", file, "--data", "data")).ExitCode);
        Assert.Equal(backup, await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));
    }

    private async Task PutAsync(string path, string body)
    {
        using var content = new StringContent(body);
        using HttpResponseMessage response = await _server.Client.PutAsync(
            new Uri(path, UriKind.Relative), content, TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, path);
    }

    private async Task<(int ExitCode, string Output, string Error)> RunAsync(ServerProcess server, params string[] arguments)
    {
        ProcessStartInfo start = ServerProcess.Command(_place, arguments);
        start.Environment["DNSREGISTRY_SERVER"] = server.Http.ToString();
        CommandResult result = await Shell.RunAsync(start);
        return (result.ExitCode, result.Output, result.Error);
    }
}
