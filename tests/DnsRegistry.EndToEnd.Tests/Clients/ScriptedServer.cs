using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;

namespace DnsRegistry.EndToEnd.Tests.Clients;

/// <summary>Answers clients of the HTTP interface as a test has it: one status after another, then 200.</summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private const string Body =
        """{"title":"As the test has it","generation":7,"nextHeartbeatMs":50,"leaseEndsAt":"2026-01-01T00:00:00Z","drainMs":0}""";

    private readonly ConcurrentQueue<int> _script;
    private readonly ConcurrentQueue<string> _calls = new();
    private readonly WebApplication _application;

    private ScriptedServer(int[] script)
    {
        _script = new ConcurrentQueue<int>(script);
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _application = builder.Build();
        _application.Run(AnswerAsync);
    }

    /// <summary>Where it listens.</summary>
    public Uri Http => new(_application.Urls.Single());

    /// <summary>What was asked: the method, the path and the query.</summary>
    public IReadOnlyCollection<string> Calls => _calls;

    /// <summary>Begins to listen.</summary>
    public static async Task<ScriptedServer> StartAsync(params int[] script)
    {
        var server = new ScriptedServer(script);
        await server._application.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private Task AnswerAsync(HttpContext context)
    {
        _calls.Enqueue($"{context.Request.Method} {context.Request.GetEncodedPathAndQuery()}");
        context.Response.StatusCode = _script.TryDequeue(out int status) ? status : StatusCodes.Status200OK;
        context.Response.Headers.RetryAfter = "0";
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(Body);
    }
}
