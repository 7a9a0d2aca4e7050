using System.Net;
using Microsoft.Extensions.DependencyInjection;

namespace DnsRegistry.Api.Tests.Health;

public sealed class HealthTests
{
    [Fact]
    public async Task Health_is_ok_as_long_as_the_process_answers()
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync(isLoaded: false);

        Answer answer = await api.GetAsync("/health");

        Assert.Equal((HttpStatusCode.OK, """{"status":"ok"}"""), (answer.Status, answer.Text));
    }

    [Fact]
    public async Task Ready_names_every_reason_until_there_is_none()
    {
        var sockets = new Part { Reason = "DNS does not listen yet." };
        await using ApiUnderTest api = await ApiUnderTest.StartAsync(
            isLoaded: false, addServices: services => services.AddSingleton<IReadiness>(sockets));

        Answer waiting = await api.GetAsync("/ready");
        _ = api.Registry.RunAsync(CancellationToken.None);
        await api.Registry.FlushAsync(CancellationToken.None);
        Answer loaded = await api.GetAsync("/ready");
        sockets.Reason = null;
        Answer ready = await api.GetAsync("/ready");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, waiting.Status);
        Assert.Equal(
            """{"status":"not ready","reasons":["The registrations are still being loaded.","DNS does not listen yet."]}""", waiting.Text);
        Assert.Equal("""{"status":"not ready","reasons":["DNS does not listen yet."]}""", loaded.Text);
        Assert.Equal((HttpStatusCode.OK, """{"status":"ready","reasons":[]}"""), (ready.Status, ready.Text));
    }

    private sealed class Part : IReadiness
    {
        public string? Reason { get; set; }
    }
}
