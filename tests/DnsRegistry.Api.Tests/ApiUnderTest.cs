using System.Net;
using System.Text;
using System.Text.Json;
using DnsRegistry.Registry;
using DnsRegistry.Server.Query;
using DnsRegistry.Testing.Storage;
using DnsRegistry.Wire.Names;
using DnsRegistry.Zones;
using DnsRegistry.Zones.Services;
using DnsRegistry.Zones.Tracing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace DnsRegistry.Api.Tests;

/// <summary>The whole API over the real registry, in this process, with a clock that stands still.</summary>
internal sealed class ApiUnderTest : IAsyncDisposable
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 3, 12, 0, 0, TimeSpan.Zero);

    private readonly WebApplication _app;

    private ApiUnderTest(WebApplication app, ServiceRegistry registry, InMemoryStore store, CountingTimeProvider time)
    {
        _app = app;
        Registry = registry;
        Store = store;
        Time = time;
        Client = app.Services.GetService<IServer>() is TestServer
            ? app.GetTestClient()
            : new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public ServiceRegistry Registry { get; }

    public InMemoryStore Store { get; }

    public CountingTimeProvider Time { get; }

    public HttpClient Client { get; }

    public IServiceProvider Services => _app.Services;

    public IHostApplicationLifetime Lifetime => _app.Lifetime;

    /// <param name="options">Null means the defaults.</param>
    /// <param name="isLoaded">Whether the registry has loaded what is stored; false leaves it waiting.</param>
    /// <param name="addServices">What a host would add.</param>
    /// <param name="mapMore">Further endpoints in the same host.</param>
    /// <param name="overSockets">Whether to answer on a free port of this machine instead of in memory.</param>
    public static async Task<ApiUnderTest> StartAsync(
        RegistryOptions? options = null,
        bool isLoaded = true,
        Action<IServiceCollection>? addServices = null,
        Action<WebApplication>? mapMore = null,
        bool overSockets = false)
    {
        var store = new InMemoryStore();
        var time = new CountingTimeProvider(Noon);
        var directory = new ServiceDirectory(AnswerPolicy.Default);
        var suffix = DomainName.Parse("svc.");
        var zones = new ZonePublisher(new ZoneCatalog([new ServiceZone(suffix, new ZoneIdentity(suffix, []), directory)]));
        var registry = new ServiceRegistry(
            directory, store, options ?? new RegistryOptions(), time,
            NullLogger<ServiceRegistry>.Instance);

        WebApplicationBuilder builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
        builder.Logging.ClearProviders();
        if (overSockets)
            builder.WebHost.UseUrls("http://127.0.0.1:0");
        else
            builder.WebHost.UseTestServer();
        builder.Services.AddSingleton<TimeProvider>(time).AddSingleton(registry).AddSingleton(zones).AddRegistryApi();
        builder.Services.AddSingleton<IAnswerExplainer>(new QueryExplainer(zones, new ResponseLimits(), time));
        addServices?.Invoke(builder.Services);
        WebApplication app = builder.Build();
        app.MapRegistryApi();
        mapMore?.Invoke(app);
        await app.StartAsync();
        if (isLoaded)
        {
            _ = registry.RunAsync(CancellationToken.None);
            await registry.FlushAsync(CancellationToken.None);
        }

        return new ApiUnderTest(app, registry, store, time);
    }

    public Task<Answer> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<Answer> PutAsync(string path, string? body = null) => SendAsync(HttpMethod.Put, path, body);

    public Task<Answer> PostAsync(string path, string body, string contentType = "application/json") =>
        SendAsync(HttpMethod.Post, path, body, contentType);

    public Task<Answer> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path);

    public async Task<Answer> SendAsync(
        HttpMethod method, string path, string? body = null, string contentType = "application/json", string? secret = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (secret is not null)
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {secret}");
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        }

        using HttpResponseMessage response = await Client.SendAsync(request);
        return await Answer.ReadAsync(response);
    }

    /// <summary>Registers <c>web/{id}</c>, which must succeed.</summary>
    public async Task<JsonElement> RegisterAsync(string id, string service = "web", string more = "")
    {
        Answer answer = await PutAsync($"/v1/services/{service}/instances/{id}", $$"""{"addresses":["10.0.0.7"]{{more}}}""");
        Assert.True(answer.Status is HttpStatusCode.Created or HttpStatusCode.OK, answer.Text);
        return answer.Json;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
        await Registry.DisposeAsync();
    }
}
