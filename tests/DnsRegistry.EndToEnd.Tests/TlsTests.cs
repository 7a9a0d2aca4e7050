using System.Diagnostics;
using DnsRegistry.EndToEnd.Tests.Running;

namespace DnsRegistry.EndToEnd.Tests;

/// <summary>HTTP over TLS with certificates made here, asked by curl and by the program's own client.</summary>
public sealed class TlsTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task Curl_and_the_client_trust_the_authority_that_they_are_given_and_no_other()
    {
        Shell.Require("curl", "curl");
        using var authority = new Authority(_place.Root, "good");
        using var other = new Authority(_place.Root, "other");
        (string certificate, string key) = authority.Issue("server");
        await using ServerProcess server = await StartAsync($$"""{"Certificate":"{{certificate}}","Key":"{{key}}"}""");

        Assert.Equal("200", await StatusAsync(server, "--cacert", authority.Path));
        Assert.Equal("000", await StatusAsync(server, "--cacert", other.Path));
        Assert.NotEqual(0, (await Shell.RunAsync("curl", "-s", $"http://{server.Http.Authority}/health")).ExitCode);

        string[] list = ["list", "--server", $"https://{server.Http.Authority}"];
        Assert.Equal(0, (await Shell.RunAsync(ServerProcess.Command(_place, [.. list, "--ca", authority.Path]))).ExitCode);
        Assert.Equal(1, (await Shell.RunAsync(ServerProcess.Command(_place, [.. list, "--ca", other.Path]))).ExitCode);
        Assert.Equal(1, (await Shell.RunAsync(ServerProcess.Command(_place, list))).ExitCode);
    }

    [Fact]
    public async Task A_new_certificate_is_shown_without_a_restart_and_open_connections_stay()
    {
        Shell.Require("curl", "curl");
        using var before = new Authority(_place.Root, "before");
        using var after = new Authority(_place.Root, "after");
        (string certificate, string key) = before.Issue("server");
        await using ServerProcess server = await StartAsync($$"""{"Certificate":"{{certificate}}","Key":"{{key}}"}""");
        using var handler = new SocketsHttpHandler { MaxConnectionsPerServer = 1 };
        int handshakes = 0;
        handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, _) => Interlocked.Increment(ref handshakes) > 0;
        using var client = new HttpClient(handler) { BaseAddress = new Uri($"https://{server.Http.Authority}") };
        await client.GetStringAsync(new Uri("/health", UriKind.Relative), TestContext.Current.CancellationToken);

        await File.WriteAllTextAsync(certificate, "nothing", TestContext.Current.CancellationToken);
        await server.LogLineAsync("the certificates before stay in force");
        Assert.Equal("200", await StatusAsync(server, "--cacert", before.Path));

        after.Issue("server");
        await Eventually.TrueAsync(async () => await StatusAsync(server, "--cacert", after.Path) == "200", "the new certificate");
        Assert.Equal("000", await StatusAsync(server, "--cacert", before.Path));
        await client.GetStringAsync(new Uri("/health", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(1, handshakes);
    }

    [Fact]
    public async Task Another_authority_of_clients_is_in_force_without_a_restart()
    {
        Shell.Require("curl", "curl");
        using var before = new Authority(_place.Root, "before");
        using var after = new Authority(_place.Root, "after");
        (string certificate, string key) = before.Issue("server");
        (string mine, string myKey) = before.Issue("mine", isServer: false);
        (string theirs, string theirKey) = after.Issue("theirs", isServer: false);
        string clients = Path.Combine(_place.Root, "clients.pem");
        File.Copy(before.Path, clients);
        await using ServerProcess server = await StartAsync(
            $$"""{"Certificate":"{{certificate}}","Key":"{{key}}","ClientCa":"{{clients}}","ClientCertificate":"required"}""");
        Assert.Equal(("200", "000"), (await AskAsync(mine, myKey), await AskAsync(theirs, theirKey)));

        // Written, not copied: a copy would have the time of a file that may be as old and as long as the one before.
        await File.WriteAllBytesAsync(
            clients, await File.ReadAllBytesAsync(after.Path, TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
        await Eventually.TrueAsync(async () => await AskAsync(theirs, theirKey) == "200", "the new authority");
        Assert.Equal("000", await AskAsync(mine, myKey));

        Task<string> AskAsync(string shown, string shownKey) =>
            StatusAsync(server, "--cacert", before.Path, "--cert", shown, "--key", shownKey);
    }

    [Theory]
    [InlineData("required", "000", "200", "000")]
    [InlineData("allowed", "200", "200", "000")]
    [InlineData("none", "200", "200", "200")]
    public async Task Clients_show_certificates_as_configured(string mode, string without, string good, string bad)
    {
        Shell.Require("curl", "curl");
        using var authority = new Authority(_place.Root, "good");
        using var other = new Authority(_place.Root, "other");
        (string certificate, string key) = authority.Issue("server");
        (string mine, string myKey) = authority.Issue("mine", isServer: false);
        (string foreign, string foreignKey) = other.Issue("foreign", isServer: false);
        await using ServerProcess server = await StartAsync(
            $$"""{"Certificate":"{{certificate}}","Key":"{{key}}","ClientCa":"{{authority.Path}}","ClientCertificate":"{{mode}}"}""");

        Assert.Equal(without, await StatusAsync(server, "--cacert", authority.Path));
        Assert.Equal(good, await StatusAsync(server, "--cacert", authority.Path, "--cert", mine, "--key", myKey));
        Assert.Equal(bad, await StatusAsync(server, "--cacert", authority.Path, "--cert", foreign, "--key", foreignKey));
    }

    [Fact]
    public async Task Client_commands_show_the_certificate_that_they_are_given()
    {
        using var authority = new Authority(_place.Root, "good");
        (string certificate, string key) = authority.Issue("server");
        (string mine, string myKey) = authority.Issue("mine", isServer: false);
        string both = Path.Combine(_place.Root, "both.pem");
        await File.WriteAllTextAsync(
            both,
            await File.ReadAllTextAsync(mine, TestContext.Current.CancellationToken)
                + "\n" + await File.ReadAllTextAsync(myKey, TestContext.Current.CancellationToken),
            TestContext.Current.CancellationToken);
        await using ServerProcess server = await StartAsync(
            $$"""{"Certificate":"{{certificate}}","Key":"{{key}}","ClientCa":"{{authority.Path}}","ClientCertificate":"required"}""");
        string[] common = ["--server", $"https://{server.Http.Authority}", "--ca", authority.Path];

        CommandResult registered = await RunAsync(["register", "web", "a", "--address", "10.0.0.7", .. common, "--cert", mine, "--key", myKey]);
        CommandResult without = await RunAsync(["list", "web", .. common]);
        CommandResult keyAlone = await RunAsync(["list", "web", .. common, "--key", myKey]);
        CommandResult wrongKey = await RunAsync(["list", "web", .. common, "--cert", mine, "--key", key]);
        ProcessStartInfo list = ServerProcess.Command(_place, ["list", "web", .. common]);
        list.Environment["DNSREGISTRY_CERT"] = both;

        Assert.True(registered.ExitCode == 0, registered.Error);
        CommandResult listed = await Shell.RunAsync(list);
        Assert.True(listed.ExitCode == 0, listed.Error);
        Assert.StartsWith("a ", Assert.Single(listed.Lines), StringComparison.Ordinal);
        Assert.Equal((1, 1, 1), (without.ExitCode, keyAlone.ExitCode, wrongKey.ExitCode));
        Assert.Contains("give that with --cert", keyAlone.Error, StringComparison.Ordinal);
        Assert.Contains("mine.crt' cannot be used", wrongKey.Error, StringComparison.Ordinal);

        Task<CommandResult> RunAsync(string[] arguments) => Shell.RunAsync(ServerProcess.Command(_place, arguments));
    }

    [Fact]
    public async Task What_does_not_fit_is_a_fault_of_its_key()
    {
        using var authority = new Authority(_place.Root, "good");
        (string certificate, _) = authority.Issue("server");
        (_, string otherKey) = authority.Issue("other");

        await AssertFaultAsync("""{"Certificate":"nowhere.crt"}""", "Http:Tls:Certificate: 'nowhere.crt'");
        await AssertFaultAsync($$"""{"Certificate":"{{otherKey}}"}""", "Http:Tls:Certificate: ");
        await AssertFaultAsync($$"""{"Certificate":"{{certificate}}","Key":"{{otherKey}}"}""", "Http:Tls:Key: ");
        await AssertFaultAsync($$"""{"Key":"{{otherKey}}"}""", "Http:Tls:Certificate: is not set");
        await AssertFaultAsync("""{"ClientCertificate":"required"}""", "Http:Tls:ClientCertificate: needs Http:Tls:ClientCa");
        await AssertFaultAsync(
            """{"ClientCertificate":"perhaps"}""", "Http:Tls:ClientCertificate: 'perhaps' is not none, allowed or required");
    }

    private Task<ServerProcess> StartAsync(string tls)
    {
        _place.WriteConfiguration($"{{\"Http\":{{\"Tls\":{tls}}}}}");
        return ServerProcess.StartAsync(_place);
    }

    private async Task AssertFaultAsync(string tls, string expected)
    {
        _place.WriteConfiguration($"{{\"Http\":{{\"Tls\":{tls}}}}}");
        CommandResult check = await Shell.RunAsync(ServerProcess.Command(_place, "check"));
        Assert.Equal(2, check.ExitCode);
        Assert.Contains(expected, check.Error, StringComparison.Ordinal);
    }

    /// <summary>The status that curl gets; 000 when there is no connection.</summary>
    private static async Task<string> StatusAsync(ServerProcess server, params string[] options) => (await Shell.RunAsync(
        "curl", ["-s", "-o", "/dev/null", "-w", "%{http_code}", .. options, $"https://{server.Http.Authority}/health"])).Output;
}
