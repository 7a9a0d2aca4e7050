using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using DnsRegistry.EndToEnd.Tests.Clients;
using DnsRegistry.EndToEnd.Tests.Running;
using Microsoft.AspNetCore.Builder;

namespace DnsRegistry.EndToEnd.Tests;

/// <summary>Checks of listeners that speak TLS: a certificate that cannot be relied on is as bad as no answer.</summary>
public sealed class CheckTlsTests : IDisposable
{
    private readonly Workplace _place = new();
    private readonly List<X509Certificate2> _certificates = [];
    private readonly Authority _trusted;
    private readonly Authority _foreign;

    public CheckTlsTests()
    {
        _trusted = new Authority(_place.Root, "trusted");
        _foreign = new Authority(_place.Root, "foreign");
    }

    public void Dispose()
    {
        foreach (X509Certificate2 certificate in _certificates)
            certificate.Dispose();
        _trusted.Dispose();
        _foreign.Dispose();
        _place.Dispose();
    }

    [Theory]
    [InlineData("http", "/health")]
    [InlineData("grpc", "")]
    public async Task Instance_passes_with_a_certificate_of_its_host_that_is_trusted_and_in_force_and_with_no_other(
        string kind, string path)
    {
        ProcessStartInfo start = ServerProcess.Command(_place, "--dns", "127.0.0.1:0", "--http", "127.0.0.1:0");
        start.Environment["SSL_CERT_FILE"] = _trusted.Path;
        await using ServerProcess server = await ServerProcess.StartAsync(start);
        (string Id, (string Certificate, string Key) Files)[] listeners =
        [
            ("good", _trusted.Issue("good")),
            ("untrusted", _foreign.Issue("untrusted")),
            ("misnamed", _trusted.Issue("misnamed", address: "127.0.0.9")),
            ("expired", _trusted.Issue("expired", hours: 23)),
        ];
        var applications = new List<WebApplication>();
        foreach ((int index, (string id, (string certificate, string key))) in listeners.Index())
        {
            X509Certificate2 loaded = X509Certificate2.CreateFromPemFile(certificate, key);
            _certificates.Add(loaded);
            WebApplication listener = await CheckedListener.StartAsync(kind, 0, loaded);
            applications.Add(listener);
            string target = $"https://{new Uri(listener.Urls.Single()).Authority}{path}";
            await server.RegisterAsync(
                "web", id, $$$"""{"addresses":["10.0.0.{{{index}}}"],"static":true,"check":{"{{{kind}}}":"{{{target}}}","intervalSeconds":1,"failures":1}}""");
        }

        await AssertLastCheckAsync(server, "good", kind == "grpc" ? "SERVING" : "answered 200");
        await AssertLastCheckAsync(server, "untrusted", "PartialChain");
        await AssertLastCheckAsync(server, "misnamed", "NameMismatch");
        await AssertLastCheckAsync(server, "expired", "NotTimeValid");
        await Eventually.TrueAsync(
            async () => await server.AddressesAsync("web.any.svc") is ["10.0.0.0"], "all but the good one to leave DNS");
        foreach (WebApplication application in applications)
            await application.DisposeAsync();
    }

    [Fact]
    public async Task Nothing_is_fetched_that_a_certificate_names()
    {
        using var named = new TcpListener(IPAddress.Loopback, 0);
        named.Start();
        int fetches = 0;
        _ = CountAsync();
        (string certificate, string key) = _foreign.Issue("pointing", issuerUrl: $"http://{named.LocalEndpoint}/ca.crt");
        X509Certificate2 loaded = X509Certificate2.CreateFromPemFile(certificate, key);
        _certificates.Add(loaded);
        await using WebApplication listener = await CheckedListener.StartAsync("http", 0, loaded);
        await using ServerProcess server = await ServerProcess.StartAsync(_place);

        // The listener of this test itself fetches when it is given the certificate.
        int before = Volatile.Read(ref fetches);
        string target = $"https://{new Uri(listener.Urls.Single()).Authority}/health";
        await server.RegisterAsync(
            "web", "pointing", $$$"""{"addresses":["10.0.0.1"],"static":true,"check":{"http":"{{{target}}}","intervalSeconds":1,"failures":1}}""");

        await AssertLastCheckAsync(server, "pointing", "PartialChain");
        Assert.Equal(before, Volatile.Read(ref fetches));

        async Task CountAsync()
        {
            while (true)
            {
                using TcpClient fetching = await named.AcceptTcpClientAsync();
                Interlocked.Increment(ref fetches);
            }
        }
    }

    /// <summary>The first checks may find no answer in time, where the machine has much else to do.</summary>
    private static Task AssertLastCheckAsync(ServerProcess server, string id, string expected) => Eventually.TrueAsync(
        async () => ((string?)(await server.GetAsync($"/v1/services/web/instances/{id}"))["lastCheck"]?["text"])
            ?.Contains(expected, StringComparison.Ordinal) == true,
        $"a check of {id} to find \"{expected}\"");
}
