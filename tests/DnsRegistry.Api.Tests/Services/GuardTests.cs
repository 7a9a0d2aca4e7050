using System.Text.Json;

namespace DnsRegistry.Api.Tests.Services;

public sealed class GuardTests
{
    [Fact]
    public async Task The_guard_is_shown_with_the_service_and_with_each_instance_that_it_holds()
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync();
        for (int i = 0; i < 10; i++)
            await api.RegisterAsync($"i{i}");
        await api.RegisterAsync("a", service: "db", more: ""","static":true""");
        Assert.Equal(JsonValueKind.Null, (await api.GetAsync("/v1/services/web")).Json.GetProperty("guard").ValueKind);

        api.Time.Advance(TimeSpan.FromSeconds(31));
        await api.Registry.FlushAsync(CancellationToken.None);

        JsonElement service = (await api.GetAsync("/v1/services/web?health=passing")).Json;
        Assert.Equal("""{"held":10,"since":"2026-11-03T12:00:31Z"}""", service.GetProperty("guard").GetRawText());
        Assert.Equal(10, service.GetProperty("passing").GetInt32());
        Assert.All(service.GetProperty("items").EnumerateArray(), item => Assert.True(item.GetProperty("held").GetBoolean()));
        Assert.Equal(0, (await api.GetAsync("/v1/services/db")).Json.GetProperty("guard").GetProperty("held").GetInt32());

        JsonElement renewed = (await api.PutAsync("/v1/services/web/instances/i3/heartbeat")).Json;
        Assert.False(renewed.TryGetProperty("held", out _));
        Assert.Equal(9, (await api.GetAsync("/v1/services/web")).Json.GetProperty("guard").GetProperty("held").GetInt32());
    }

    [Fact]
    public async Task What_keeps_an_instance_out_of_DNS_is_named()
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync();
        Assert.False((await api.RegisterAsync("a")).TryGetProperty("faults", out _));

        api.Time.Advance(TimeSpan.FromSeconds(31));
        await api.Registry.FlushAsync(CancellationToken.None);

        JsonElement instance = (await api.GetAsync("/v1/services/web/instances/a")).Json;
        Assert.Equal(
            ("critical", """["leaseEnded"]"""), (instance.GetProperty("health").GetString(), instance.GetProperty("faults").GetRawText()));
    }
}
