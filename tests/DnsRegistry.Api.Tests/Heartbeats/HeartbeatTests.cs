using System.Diagnostics.Metrics;
using System.Net;
using System.Text.Json;
using DnsRegistry.Registry.Instances;
using DnsRegistry.Registry.Outcomes;
using DnsRegistry.Testing.Registrations;

namespace DnsRegistry.Api.Tests.Heartbeats;

public sealed class HeartbeatTests
{
    private const string Instance = "/v1/services/web/instances/a";
    private const string Path = Instance + "/heartbeat";

    [Fact]
    public async Task A_heartbeat_starts_the_lease_anew_without_a_write()
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync();
        await api.RegisterAsync("a");
        api.Time.Advance(TimeSpan.FromSeconds(20));

        Answer answer = await api.PutAsync(Path);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal("2026-11-03T12:00:50Z", answer.Json.GetProperty("leaseEndsAt").GetString());
        Assert.InRange(answer.Json.GetProperty("nextHeartbeatMs").GetInt64(), 8_000, 12_000);
        Assert.Equal(1, api.Store.CommitCount);
    }

    [Fact]
    public async Task Instances_are_told_different_moments_for_the_next_heartbeat_a_third_of_the_lease_away_give_or_take_a_fifth()
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync();
        await api.RegisterAsync("a");
        var told = new List<long>();
        for (int i = 0; i < 200; i++)
            told.Add((await api.PutAsync(Path)).Json.GetProperty("nextHeartbeatMs").GetInt64());

        Assert.All(told, milliseconds => Assert.InRange(milliseconds, 8_000, 12_000));
        Assert.InRange(told.Min(), 8_000, 8_400); // one in ten is that early: that none is takes more than bad luck
        Assert.InRange(told.Max(), 11_600, 12_000);
    }

    [Fact]
    public async Task A_heartbeat_of_nobody_is_404()
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync();

        (await api.PutAsync(Path)).AssertProblem(HttpStatusCode.NotFound, "unknown-instance");
    }

    [Fact]
    public async Task A_heartbeat_of_an_older_generation_is_412_and_renews_nothing()
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync();
        long first = (await api.RegisterAsync("a")).GetProperty("generation").GetInt64();
        long second = (await api.RegisterAsync("a")).GetProperty("generation").GetInt64();
        api.Time.Advance(TimeSpan.FromSeconds(20));

        (await api.PutAsync($"{Path}?generation={first}")).AssertProblem(HttpStatusCode.PreconditionFailed, "generation-mismatch");

        Assert.Equal("2026-11-03T12:00:30Z", (await api.GetAsync(Instance)).Json.GetProperty("leaseEndsAt").GetString());
        Assert.Equal(HttpStatusCode.OK, (await api.PutAsync($"{Path}?generation={second}")).Status);
    }

    [Theory]
    [InlineData("?generation=-1")]
    [InlineData("?generation=1.5")]
    [InlineData("?generation=")]
    [InlineData("?generation=1&generation=1")]
    public async Task A_generation_is_one_whole_number(string query)
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync();

        (await api.PutAsync(Path + query)).AssertFaults("generation");
    }

    [Fact]
    public async Task A_body_registers_what_is_unknown_then_only_renews_and_registers_again_when_it_differs()
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync();
        const string Body = """{"addresses":["10.0.0.7"],"ports":{"grpc":9090},"metadata":{"rack":"r7"},"check":{"tcp":"10.0.0.7:80"}}""";

        Answer created = await api.PutAsync(Path, Body);
        Answer renewed = await api.PutAsync(Path, Body);
        Answer changed = await api.PutAsync(Path, Body.Replace("r7", "r8"));

        Assert.Equal(
            [HttpStatusCode.Created, HttpStatusCode.OK, HttpStatusCode.OK],
            new[] { created, renewed, changed }.Select(answer => answer.Status));
        Assert.Equal(Instance, created.Headers["Location"]);
        Assert.Equal(Generation(created), Generation(renewed));
        Assert.True(Generation(changed) > Generation(renewed));
        Assert.Equal("r8", changed.Json.GetProperty("metadata").GetProperty("rack").GetString());
        Assert.Equal(2, api.Store.CommitCount);
    }

    [Fact]
    public async Task A_body_of_an_older_generation_does_not_replace_the_newer()
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync();
        long first = (await api.RegisterAsync("a")).GetProperty("generation").GetInt64();
        await api.RegisterAsync("a");

        Answer answer = await api.PutAsync($"{Path}?generation={first}", """{"addresses":["10.0.0.99"]}""");

        answer.AssertProblem(HttpStatusCode.PreconditionFailed, "generation-mismatch");
        Assert.Equal("10.0.0.7", (await api.GetAsync(Instance)).Json.GetProperty("addresses")[0].GetString());
    }

    [Theory]
    [InlineData("10.0.0.7")]
    [InlineData("10.0.0.99")]
    public async Task A_body_of_an_older_generation_that_came_while_loading_does_not_replace_the_newer(string address)
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync(isLoaded: false);
        Registration registration = new RegistrationBuilder().Build();
        Task<RegisterOutcome> first = api.Registry.RegisterAsync(registration, null, CancellationToken.None).AsTask();
        Task<RegisterOutcome> second = api.Registry.RegisterAsync(registration, null, CancellationToken.None).AsTask();
        Task<Answer> old = api.PutAsync($"{Path}?generation=2", $$"""{"addresses":["{{address}}"]}""");
        Task<Answer> heartbeat = api.PutAsync($"{Path}?generation=2");
        Task<Answer> removal = api.DeleteAsync($"{Instance}?generation=2");
        Assert.True(SpinWait.SpinUntil(() => WaitingChanges() >= 5, TimeSpan.FromSeconds(20)));
        Assert.False(old.IsCompleted);

        _ = api.Registry.RunAsync(CancellationToken.None);

        Assert.Equal((2, 3), ((await first).Instance!.Stored.Generation, (await second).Instance!.Stored.Generation));
        (await old).AssertProblem(HttpStatusCode.PreconditionFailed, "generation-mismatch");
        (await heartbeat).AssertProblem(HttpStatusCode.PreconditionFailed, "generation-mismatch");
        (await removal).AssertProblem(HttpStatusCode.PreconditionFailed, "generation-mismatch");
        Answer now = await api.GetAsync(Instance);
        Assert.Equal((3, "10.0.0.7"), (Generation(now), now.Json.GetProperty("addresses")[0].GetString()));
    }

    /// <summary>The changes that wait for a writer: a call that has not come so far would find everything loaded.</summary>
    private static int WaitingChanges()
    {
        int most = 0;
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name == "dnsregistry.writer.queue")
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<int>((_, waiting, _, _) => most = Math.Max(most, waiting));
        listener.Start();
        listener.RecordObservableInstruments();
        return most;
    }

    [Fact]
    public async Task A_body_with_a_generation_registers_where_nothing_is_registered()
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync();

        Answer answer = await api.PutAsync($"{Path}?generation=7", """{"addresses":["10.0.0.7"]}""");

        Assert.Equal(HttpStatusCode.Created, answer.Status);
    }

    [Fact]
    public async Task A_body_that_brings_an_instance_back_writes_no_registration()
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync();
        long generation = (await api.RegisterAsync("a")).GetProperty("generation").GetInt64();
        api.Time.Advance(TimeSpan.FromSeconds(31));
        await api.Registry.FlushAsync(CancellationToken.None);

        Answer answer = await api.PutAsync($"{Path}?generation={generation}", """{"addresses":["10.0.0.7"]}""");

        Assert.Equal((generation, "passing"), (Generation(answer), answer.Json.GetProperty("health").GetString()));
    }

    [Fact]
    public async Task A_body_with_faults_renews_nothing()
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync();
        await api.RegisterAsync("a");
        api.Time.Advance(TimeSpan.FromSeconds(20));

        (await api.PutAsync(Path, """{"port":0}""")).AssertFaults("port", "addresses");

        Assert.Equal("2026-11-03T12:00:30Z", (await api.GetAsync(Instance)).Json.GetProperty("leaseEndsAt").GetString());
    }

    [Fact]
    public async Task Many_are_renewed_by_one_call_and_the_unknown_named()
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync();
        await api.RegisterAsync("a");
        await api.RegisterAsync("late");
        api.Time.Advance(TimeSpan.FromSeconds(31));
        await api.Registry.FlushAsync(CancellationToken.None);
        await api.RegisterAsync("b");

        Answer answer = await api.PostAsync("/v1/heartbeats", """
            {"instances":[{"service":"web","id":"A"},{"service":"web","id":"nobody"},{"service":"web","id":"b"},{"service":"_","id":""},
                          {"service":"web","id":"late"}]}
            """);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal("""{"renewed":3,"unknown":[{"service":"web","id":"nobody"},{"service":"_","id":""}]}""", answer.Text);
        JsonElement items = (await api.GetAsync("/v1/services/web/instances?health=passing")).Json.GetProperty("items");
        Assert.Equal(["a", "b", "late"], items.EnumerateArray().Select(item => item.GetProperty("id").GetString()!));
    }

    [Fact]
    public async Task Older_generations_among_many_are_named_and_left_alone()
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync();
        long old = (await api.RegisterAsync("a")).GetProperty("generation").GetInt64();
        await api.RegisterAsync("a");
        long current = (await api.RegisterAsync("b")).GetProperty("generation").GetInt64();
        api.Time.Advance(TimeSpan.FromSeconds(20));

        Answer answer = await api.PostAsync("/v1/heartbeats", $$"""
            {"instances":[{"service":"web","id":"a","generation":{{old}}},{"service":"web","id":"b","generation":{{current}}}]}
            """);

        Assert.Equal("""{"renewed":1,"unknown":[],"otherGeneration":[{"service":"web","id":"a"}]}""", answer.Text);
        Assert.Equal("2026-11-03T12:00:30Z", (await api.GetAsync(Instance)).Json.GetProperty("leaseEndsAt").GetString());
    }

    [Fact]
    public async Task A_fault_in_one_of_many_renews_none()
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync();
        await api.RegisterAsync("a");
        api.Time.Advance(TimeSpan.FromSeconds(20));

        (await api.PostAsync("/v1/heartbeats", """{"instances":[{"service":"web","id":"a"},{"service":"web","ID":"a"}]}"""))
            .AssertFaults("instances[1].ID", "instances[1].id");

        Assert.Equal("2026-11-03T12:00:30Z", (await api.GetAsync(Instance)).Json.GetProperty("leaseEndsAt").GetString());
    }

    private static long Generation(Answer answer) => answer.Json.GetProperty("generation").GetInt64();
}
