using System.Net;
using System.Net.Sockets;
using DnsRegistry.Host.Composition;
using DnsRegistry.Host.Configuration;
using DnsRegistry.Host.Configuration.Sources;
using DnsRegistry.Server;
using DnsRegistry.Testing;
using DnsRegistry.Testing.Registrations;
using DnsRegistry.Testing.Storage;
using DnsRegistry.Wire.Messages;
using DnsRegistry.Wire.Records;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace DnsRegistry.Host.Tests.Composition;

/// <summary>The whole server on sockets, while what is stored is still being loaded.</summary>
public sealed class LoadingTests : IAsyncLifetime
{
    private readonly HeldStore _store = new(Stored());
    private readonly HttpClient _client = new();
    private WebApplication _application = null!;
    private Task _starting = Task.CompletedTask;
    private IPEndPoint _dns = null!;

    public async ValueTask InitializeAsync()
    {
        var arguments = new ServerArguments(null, new SettingSection("test", []));
        var settings = new ServerSettings
        {
            Dns = new DnsSettings { Listen = [new(IPAddress.Loopback, 0)] },
            Http = new HttpSettings { Listen = [new(IPAddress.Loopback, 0)] },
        };
        var configuration = new LoadedConfiguration(settings, new Dictionary<string, string>(), new([], [], []));
        _application = ServerComposition.Build(arguments, configuration, _ => _store);

        // The start is not over before everything is loaded; Kestrel has its address as soon as it listens.
        _starting = _application.StartAsync(TestContext.Current.CancellationToken);
        var features = _application.Services.GetRequiredService<IServer>().Features;
        string? address = null;
        while ((address = features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault(url => !url.EndsWith(":0", StringComparison.Ordinal))) is null)
            await Task.Yield();
        _client.BaseAddress = new Uri(address);
        _dns = _application.Services.GetRequiredService<DnsServer>().Bound[0];
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _application.DisposeAsync();
    }

    [Fact]
    public async Task Registrations_and_heartbeats_wait_and_are_taken_and_DNS_says_that_it_is_not_ready()
    {
        Task<HttpResponseMessage> registration = PutAsync("new", """{"zone":"z1","addresses":["10.0.0.9"]}""");
        Task<HttpResponseMessage> heartbeat = PutAsync("a/heartbeat", "");
        Task<HttpResponseMessage> unknown = PutAsync("nobody/heartbeat", "");
        Reply early = await AskAsync("web.z1.svc.");
        using HttpResponseMessage ready = await _client.GetAsync(
            new Uri("/ready", UriKind.Relative), TestContext.Current.CancellationToken);
        using HttpResponseMessage list = await _client.GetAsync(
            new Uri("/v1/services", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal((Rcode.ServFail, ExtendedErrorCode.NotReady), (early.Rcode, early.ExtendedError));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, list.StatusCode);
        Assert.False(registration.IsCompleted || heartbeat.IsCompleted || unknown.IsCompleted || _starting.IsCompleted);

        _store.Release();
        await _starting;

        using HttpResponseMessage registered = await registration;
        using HttpResponseMessage renewed = await heartbeat;
        using HttpResponseMessage refused = await unknown;
        Assert.Equal(HttpStatusCode.Created, registered.StatusCode);
        Assert.Equal(HttpStatusCode.OK, renewed.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        Assert.Equal(["10.0.0.7", "10.0.0.9"], (await AskAsync("web.z1.svc.")).AnswerData.Order());
    }

    private static InMemoryStore Stored()
    {
        var store = new InMemoryStore();
        store.CommitAsync(Commits.Write(1, new RegistrationBuilder("web", "a").BuildStored()), CancellationToken.None).AsTask().Wait();
        return store;
    }

    private async Task<HttpResponseMessage> PutAsync(string path, string body)
    {
        using var content = new StringContent(body);
        return await _client.PutAsync(
            new Uri($"/v1/services/web/instances/{path}", UriKind.Relative), content, TestContext.Current.CancellationToken);
    }

    private async Task<Reply> AskAsync(string name)
    {
        using var socket = new UdpClient();
        socket.Connect(_dns);
        await socket.SendAsync(QueryOctets.Of(name, RecordType.A, 1232), TestContext.Current.CancellationToken);
        return new Reply((await socket.ReceiveAsync(TestContext.Current.CancellationToken)).Buffer);
    }
}
