using System.Net;
using System.Net.Sockets;
using DnsRegistry.Registry.Health.Probes;
using DnsRegistry.Registry.Instances;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Time.Testing;

namespace DnsRegistry.Registry.Tests.Health.Probes;

/// <summary>Checks over real sockets of loopback.</summary>
public sealed class NetworkProberTests : IDisposable
{
    private static readonly byte[] s_serving = [0, 0, 0, 0, 2, 8, 1];
    private static readonly byte[] s_notServing = [0, 0, 0, 0, 2, 8, 2];

    private readonly FakeTimeProvider _time = new();
    private readonly NetworkProber _prober;

    public NetworkProberTests() => _prober = new NetworkProber(new CheckNetworks([]), _time);

    public void Dispose() => _prober.Dispose();

    [Theory]
    [InlineData(200, true)]
    [InlineData(204, true)]
    [InlineData(302, false)]
    [InlineData(404, false)]
    [InlineData(503, false)]
    public async Task Only_2xx_passes_over_http_and_redirects_are_not_followed(int status, bool hasPassed)
    {
        var asked = new List<string>();
        await using HttpServerUnderCheck server = await HttpServerUnderCheck.StartAsync(HttpProtocols.Http1, context =>
        {
            asked.Add($"{context.Request.Method} {context.Request.Path}");
            context.Response.StatusCode = context.Request.Path == "/well" ? 200 : status;
            context.Response.Headers.Location = "/well";
            return Task.CompletedTask;
        });

        ProbeOutcome outcome = await ProbeAsync(HealthCheckKind.Http, $"http://{server.Authority}/health");

        Assert.Equal(new ProbeOutcome(hasPassed, $"answered {status}"), outcome);
        Assert.Equal(["GET /health"], asked);
    }

    [Fact]
    public async Task Endless_body_is_not_read_to_its_end()
    {
        await using HttpServerUnderCheck server = await HttpServerUnderCheck.StartAsync(HttpProtocols.Http1, async context =>
        {
            byte[] part = new byte[4096];
            while (!context.RequestAborted.IsCancellationRequested)
                await context.Response.Body.WriteAsync(part, context.RequestAborted);
        });

        Assert.True((await ProbeAsync(HealthCheckKind.Http, $"http://{server.Authority}/")).HasPassed);
    }

    [Fact]
    public async Task Certificate_that_nobody_trusts_fails()
    {
        await using HttpServerUnderCheck server = await HttpServerUnderCheck.StartAsync(
            HttpProtocols.Http1, context => Task.CompletedTask, isSecure: true);

        ProbeOutcome outcome = await ProbeAsync(HealthCheckKind.Http, $"https://{server.Authority}/");

        Assert.False(outcome.HasPassed);
        Assert.Contains("certificate", outcome.Text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Port_that_speaks_no_http_fails()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Task<ProbeOutcome> probe = ProbeAsync(HealthCheckKind.Http, $"http://{listener.LocalEndpoint}/");
        using Socket accepted = await listener.AcceptSocketAsync(TestContext.Current.CancellationToken);
        await accepted.SendAsync("SSH-2.0-OpenSSH_9.2\r\n"u8.ToArray());

        Assert.False((await probe).HasPassed);
    }

    [Fact]
    public async Task Grpc_server_that_serves_passes() =>
        Assert.Equal(ProbeOutcome.Passed("SERVING"), await ProbeGrpcAsync(s_serving, 0));

    [Fact]
    public async Task Grpc_server_that_does_not_serve_fails() =>
        Assert.Equal(ProbeOutcome.Failed("NOT_SERVING"), await ProbeGrpcAsync(s_notServing, 0));

    [Fact] // Fields that are zero are left out of a message: this one says UNKNOWN.
    public async Task Grpc_server_that_says_nothing_fails() =>
        Assert.Equal(ProbeOutcome.Failed("UNKNOWN"), await ProbeGrpcAsync([0, 0, 0, 0, 0], 0));

    [Theory]
    [InlineData(12, "has no grpc.health.v1.Health service")]
    [InlineData(14, "answered gRPC status 14")]
    public async Task Grpc_error_fails(int status, string text) =>
        Assert.Equal(ProbeOutcome.Failed(text), await ProbeGrpcAsync([], status));

    [Fact]
    public async Task Http_server_without_grpc_fails()
    {
        await using HttpServerUnderCheck server = await HttpServerUnderCheck.StartAsync(HttpProtocols.Http2, context => Task.CompletedTask);

        Assert.Equal(ProbeOutcome.Failed("answered without a gRPC status"), await ProbeAsync(HealthCheckKind.Grpc, server.Authority));
    }

    [Theory]
    [InlineData(HealthCheckKind.Tcp, "")]
    [InlineData(HealthCheckKind.Http, "http://")]
    [InlineData(HealthCheckKind.Grpc, "")]
    public async Task Nothing_is_sent_to_an_address_outside_of_the_networks(HealthCheckKind kind, string prefix)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var prober = new NetworkProber(new CheckNetworks([IPNetwork.Parse("10.0.0.0/8")]), _time);

        ProbeOutcome outcome = await prober.ProbeAsync(
            new HealthCheck(kind, $"{prefix}localhost:{((IPEndPoint)listener.LocalEndpoint).Port}", 10), CancellationToken.None);

        Assert.Equal(ProbeOutcome.Failed("the address is outside of the networks that checks may go to"), outcome);
        Assert.False(listener.Pending());
    }

    [Fact]
    public async Task Name_that_does_not_exist_fails() => Assert.Equal(
        ProbeOutcome.Failed("the name has no address"), await ProbeAsync(HealthCheckKind.Tcp, "no-such-host.invalid:80"));

    private async Task<ProbeOutcome> ProbeGrpcAsync(byte[] body, int status)
    {
        await using HttpServerUnderCheck server = await HttpServerUnderCheck.StartAsync(HttpProtocols.Http2, async context =>
        {
            Assert.Equal(("POST", "/grpc.health.v1.Health/Check"), (context.Request.Method, context.Request.Path.Value));
            context.Response.ContentType = "application/grpc";
            if (body.Length == 0)
            {
                context.Response.Headers["grpc-status"] = $"{status}";
                return;
            }

            await context.Response.Body.WriteAsync(body);
            context.Response.AppendTrailer("grpc-status", $"{status}");
        });
        return await ProbeAsync(HealthCheckKind.Grpc, server.Authority);
    }

    private Task<ProbeOutcome> ProbeAsync(HealthCheckKind kind, string target) =>
        _prober.ProbeAsync(new HealthCheck(kind, target, 10), TestContext.Current.CancellationToken).AsTask();
}
