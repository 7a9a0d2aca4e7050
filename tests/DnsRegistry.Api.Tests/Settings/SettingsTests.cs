using System.Net;

namespace DnsRegistry.Api.Tests.Settings;

public sealed class SettingsTests
{
    private const string Path = "/v1/services/web/settings";

    [Fact]
    public async Task Settings_are_put_got_put_again_and_taken_back()
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync();

        Answer created = await api.PutAsync(Path, """{"ttlSeconds":0,"emptyAnswer":"nxdomain","protectThreshold":0.5}""");
        Answer got = await api.GetAsync("/v1/services/WEB/settings");
        Answer again = await api.PutAsync(Path, got.Text);
        Answer replaced = await api.PutAsync(Path, "{}");

        Assert.Equal(HttpStatusCode.Created, created.Status);
        Assert.Equal(Path, created.Headers["Location"]);
        Assert.Equal("""{"ttlSeconds":0,"zoneFallback":"none","emptyAnswer":"nxdomain","protectThreshold":0.5}""", got.Text);
        Assert.Equal((HttpStatusCode.OK, got.Text), (again.Status, again.Text));
        Assert.Equal("""{"zoneFallback":"none","emptyAnswer":"nodata","protectThreshold":0}""", replaced.Text);
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/v1/services/web")).Status);

        const string Weights =
            """{"zoneFallback":"all","emptyAnswer":"nodata","protectThreshold":0,"weightedSubset":8,"weightScale":256}""";
        Assert.Equal(Weights, (await api.PutAsync(Path, Weights)).Text);
        Assert.Equal(Weights, (await api.GetAsync(Path)).Text);

        Assert.Equal(HttpStatusCode.NoContent, (await api.DeleteAsync(Path)).Status);
        (await api.DeleteAsync(Path)).AssertProblem(HttpStatusCode.NotFound, "unknown-settings");
        (await api.GetAsync(Path)).AssertProblem(HttpStatusCode.NotFound, "unknown-settings");
        (await api.GetAsync("/v1/services/web")).AssertProblem(HttpStatusCode.NotFound, "unknown-service");
    }

    [Fact]
    public async Task Ejection_is_shown_whole_and_can_be_put_again()
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync();

        await api.PutAsync(Path, """{"ejection":{"reporters":1}}""");
        Answer got = await api.GetAsync(Path);

        Assert.Equal(
            """{"enabled":true,"consecutiveFailures":5,"failureShare":0.5,"windowSeconds":30,"leastReports":20,"reporters":1,"""
                + """ "baseSeconds":30,"maxSeconds":300,"maxShare":0.3}""".Trim(),
            got.Json.GetProperty("ejection").GetRawText());
        Assert.Equal(got.Text, (await api.PutAsync(Path, got.Text)).Text);
    }

    [Fact]
    public async Task Every_fault_is_told_and_nothing_set()
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync();

        (await api.PutAsync("/v1/services/near/settings", """{"ttlSeconds":4000,"ejection":{"maxShare":2},"zoneFallback":"x"}"""))
            .AssertFaults("service", "ttlSeconds", "ejection.maxShare", "zoneFallback");

        Assert.Equal(0, api.Store.CommitCount);
    }

    [Fact]
    public async Task A_store_that_refuses_is_503()
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync();
        api.Store.FailNextCommits(1);

        (await api.PutAsync(Path, "{}")).AssertProblem(HttpStatusCode.ServiceUnavailable, "store-unavailable");
        (await api.GetAsync(Path)).AssertProblem(HttpStatusCode.NotFound, "unknown-settings");
    }
}
