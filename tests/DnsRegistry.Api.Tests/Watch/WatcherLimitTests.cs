using System.Diagnostics.Metrics;
using System.Net;
using DnsRegistry.Api.Tests.Access;
using DnsRegistry.Api.Watch;
using Microsoft.Extensions.DependencyInjection;

namespace DnsRegistry.Api.Tests.Watch;

/// <summary>How many may watch, and what is counted of them.</summary>
public sealed class WatcherLimitTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Beyond_the_limit_streams_and_polls_are_told_to_come_back_and_room_is_taken_again()
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync(
            addServices: services => services.AddSingleton(new WatchOptions { MaxWatchers = 2 }));
        await api.RegisterAsync("a");
        long index = api.Registry.Revision;
        await using WatchClient stream = await WatchClient.OpenAsync(api.Client);
        Task<Answer> poll = api.GetAsync($"/v1/services/web?index={index}");
        Assert.True(SpinWait.SpinUntil(() => api.Registry.Changes.Waiting == 2, s_patience));

        foreach (string path in (string[])["/v1/watch", $"/v1/services?index={index}", $"/v1/services/web/instances?index={index}"])
        {
            Answer refused = await api.GetAsync(path).WaitAsync(s_patience, TestContext.Current.CancellationToken);
            refused.AssertProblem(HttpStatusCode.ServiceUnavailable, "too-many-watchers");
            Assert.Equal("5", refused.Headers["Retry-After"]);
        }

        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/v1/services")).Status);
        Assert.Equal(2, api.Registry.Changes.Waiting);
        await api.RegisterAsync("b");
        await poll.WaitAsync(s_patience, TestContext.Current.CancellationToken);
        await using WatchClient second = await WatchClient.OpenAsync(api.Client);
    }

    [Fact]
    public async Task Those_who_watch_are_counted_and_those_who_are_cut_off()
    {
        var tokens = new Tokens();
        await using ApiUnderTest api = await ApiUnderTest.StartAsync(
            addServices: services => services.AddSingleton(tokens.Holder).AddSingleton(new WatchOptions { MaxWatchers = 2 }));
        await using WatchClient stream = await WatchClient.OpenAsync(api.Client, secret: tokens.Web);
        Task<Answer> poll = api.SendAsync(HttpMethod.Get, "/v1/services?index=1", secret: tokens.Reader);
        Assert.True(SpinWait.SpinUntil(() => api.Registry.Changes.Waiting == 2, s_patience));
        await api.SendAsync(HttpMethod.Get, "/v1/watch", secret: tokens.Web);
        Watchers watchers = api.Services.GetRequiredService<Watchers>();

        Assert.Equal((1, 1, 1, 0), Measured(watchers));
        tokens.Revoke("web-team");
        Assert.Equal("refused", (await stream.NextAsync())?.EventType);

        Assert.True(SpinWait.SpinUntil(() => Measured(watchers) == (0, 1, 1, 1), s_patience));
        api.Lifetime.StopApplication();
        await poll.WaitAsync(s_patience, TestContext.Current.CancellationToken);
    }

    /// <summary>Streams, polls, calls refused, and streams cut off because of a token.</summary>
    private static (long Streams, long Polls, long Refused, long CutOff) Measured(Watchers watchers)
    {
        var values = new Dictionary<string, long>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (ReferenceEquals(instrument.Meter.Scope, watchers))
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Note(instrument, value, tags));
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument, value, tags));
        listener.Start();
        listener.RecordObservableInstruments();
        return (
            values["dnsregistry.watch.watchers stream"], values["dnsregistry.watch.watchers poll"],
            values["dnsregistry.watch.refused"], values["dnsregistry.watch.cut_off refused"]);

        void Note(Instrument instrument, long value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
            values[tags.Length == 0 ? instrument.Name : $"{instrument.Name} {tags[0].Value}"] = value;
    }
}
