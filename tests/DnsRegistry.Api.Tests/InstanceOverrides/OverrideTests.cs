using System.Net;
using System.Text.Json;
using DnsRegistry.Registry;

namespace DnsRegistry.Api.Tests.InstanceOverrides;

public sealed class OverrideTests
{
    private const string Instance = "/v1/services/web/instances/a";
    private const string Path = Instance + "/override";

    [Fact]
    public async Task Override_is_put_got_put_again_and_taken_back()
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync();
        await api.RegisterAsync("a");

        Answer created = await api.PutAsync(Path, """{"weight":5,"draining":true}""");
        Answer got = await api.GetAsync("/v1/services/WEB/instances/A/override");
        Answer again = await api.PutAsync(Path, got.Text);
        Answer replaced = await api.PutAsync(Path, """{"enabled":false}""");

        Assert.Equal(HttpStatusCode.Created, created.Status);
        Assert.Equal(Path, created.Headers["Location"]);
        Assert.Equal("""{"draining":true,"weight":5}""", got.Text);
        Assert.Equal((HttpStatusCode.OK, got.Text), (again.Status, again.Text));
        Assert.Equal("""{"enabled":false}""", replaced.Text);
        Assert.Equal(HttpStatusCode.NoContent, (await api.DeleteAsync(Path)).Status);
        (await api.DeleteAsync(Path)).AssertProblem(HttpStatusCode.NotFound, "unknown-override");
        (await api.GetAsync(Path)).AssertProblem(HttpStatusCode.NotFound, "unknown-override");
    }

    [Fact]
    public async Task Instance_tells_apart_how_it_is_doing_and_what_an_operator_says()
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync();
        JsonElement before = await api.RegisterAsync("a", more: ""","weight":7""");
        Assert.False(before.TryGetProperty("override", out _) || before.TryGetProperty("effectiveWeight", out _));

        await api.PutAsync(Path, """{"draining":true}""");
        JsonElement registeredAgain = await api.RegisterAsync("a", more: ""","weight":8""");
        JsonElement listed = (await api.GetAsync("/v1/services/web/instances")).Json.GetProperty("items")[0];
        JsonElement beating = (await api.PutAsync(Instance + "/heartbeat")).Json;
        JsonElement summary = (await api.GetAsync("/v1/services/web")).Json;

        foreach (JsonElement instance in new[] { registeredAgain, listed, beating, (await api.GetAsync(Instance)).Json })
        {
            Assert.Equal("""{"draining":true}""", instance.GetProperty("override").GetRawText());
            Assert.Equal((8, 0), (instance.GetProperty("weight").GetInt32(), instance.GetProperty("effectiveWeight").GetInt32()));
            Assert.Equal("passing", instance.GetProperty("health").GetString());
        }

        Assert.Equal((1, 1), (summary.GetProperty("passing").GetInt32(), summary.GetProperty("takenOut").GetInt32()));
        await api.PutAsync(Path, """{"weight":3}""");
        Assert.Equal(3, (await api.GetAsync(Instance)).Json.GetProperty("effectiveWeight").GetInt32());
        Assert.Equal(0, (await api.GetAsync("/v1/services")).Json.GetProperty("items")[0].GetProperty("takenOut").GetInt32());
    }

    [Fact]
    public async Task Override_wants_an_instance_unless_told_otherwise_and_outlives_it()
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync();

        (await api.PutAsync(Path, """{"draining":true}""")).AssertProblem(HttpStatusCode.NotFound, "unknown-instance");
        Assert.Equal(HttpStatusCode.Created, (await api.PutAsync(Path + "?absent=true", """{"draining":true}""")).Status);
        await api.RegisterAsync("a");
        await api.DeleteAsync(Instance);

        Assert.Equal("""{"draining":true}""", (await api.GetAsync(Path)).Text);
        Assert.Equal(HttpStatusCode.OK, (await api.PutAsync(Path, """{"weight":0}""")).Status);
        (await api.PutAsync(Path + "?absent=yes", """{"weight":0}""")).AssertFaults("absent");
    }

    [Theory]
    [InlineData("{}", "body")]
    [InlineData("""{"enabled":null}""", "enabled")]
    [InlineData("""{"enabled":0,"draining":"no","weight":65536}""", "enabled", "draining", "weight")]
    [InlineData("""{"weight":-1}""", "weight")]
    [InlineData("""{"weight":1.5}""", "weight")]
    [InlineData("""{"wieght":1}""", "wieght")]
    [InlineData("""[]""", "body")]
    public async Task Every_fault_is_told_and_nothing_changed(string body, params string[] fields)
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync();
        await api.RegisterAsync("a");

        (await api.PutAsync(Path, body)).AssertFaults(fields);

        (await api.GetAsync(Path)).AssertProblem(HttpStatusCode.NotFound, "unknown-override");
    }

    [Fact]
    public async Task Too_many_is_409_and_a_store_that_refuses_503()
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync(new RegistryOptions { MaxOverrides = 1 });
        await api.RegisterAsync("a");
        await api.PutAsync(Path, """{"weight":1}""");

        (await api.PutAsync("/v1/services/web/instances/b/override?absent=true", """{"weight":1}"""))
            .AssertProblem(HttpStatusCode.Conflict, "limit-reached");
        api.Store.FailNextCommits(1);
        (await api.DeleteAsync(Path)).AssertProblem(HttpStatusCode.ServiceUnavailable, "store-unavailable");
        Assert.Equal("""{"weight":1}""", (await api.GetAsync(Path)).Text);
    }
}
