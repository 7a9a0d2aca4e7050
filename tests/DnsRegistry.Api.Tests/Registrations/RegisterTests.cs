using System.Net;
using System.Text.Json;
using DnsRegistry.Registry;
using DnsRegistry.Registry.Instances;
using DnsRegistry.Wire.Names;

namespace DnsRegistry.Api.Tests.Registrations;

public sealed class RegisterTests
{
    private const string Path = "/v1/services/web/instances/a";

    [Fact]
    public async Task A_new_instance_is_answered_201_with_all_that_is_known_of_it()
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync();

        Answer answer = await api.PutAsync("/v1/services/WEB/instances/A", """
            {"zone":"Z1","group":"g1","version":"1.2.0","addresses":["10.0.0.7","fd00::7"],"port":8080,
             "ports":{"grpc":9090,"dns":{"port":53,"protocol":"udp"}},"weight":7,"leaseSeconds":60,"metadata":{"rack":"r7"},
             "check":{"http":"http://10.0.0.7:8080/ok"}}
            """);

        Assert.Equal(HttpStatusCode.Created, answer.Status);
        Assert.Equal("application/json", answer.ContentType);
        Assert.Equal(Path, answer.Headers["Location"]);
        JsonElement json = answer.Json;
        long nextHeartbeat = json.GetProperty("nextHeartbeatMs").GetInt64();
        Assert.InRange(nextHeartbeat, 16_000, 24_000);
        Assert.Equal($$$"""
            {"service":"web","id":"a","zone":"z1","group":"g1","version":"1.2.0","addresses":["10.0.0.7","fd00::7"],"port":8080,"ports":{"grpc":9090,"dns":{"port":53,"protocol":"udp"}},"weight":7,"leaseSeconds":60,"static":false,"metadata":{"rack":"r7"},"check":{"http":"http://10.0.0.7:8080/ok","intervalSeconds":10,"timeoutSeconds":3,"failures":3,"passes":2},"health":"passing","generation":{{{json.GetProperty("generation")}}},"revision":{{{json.GetProperty("revision")}}},"leaseEndsAt":"2026-11-03T12:01:00Z","nextHeartbeatMs":{{{nextHeartbeat}}},"registeredAt":"2026-11-03T12:00:00Z","names":["a.1-2-0.g1.web.z1.svc.","1-2-0.g1.web.z1.svc.","g1.web.z1.svc.","web.z1.svc."]}
            """, answer.Text);
        Assert.Equal(api.Registry.Revision, json.GetProperty("revision").GetInt64());
    }

    [Fact]
    public async Task A_known_instance_is_answered_200_with_a_higher_generation()
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync();
        JsonElement first = await api.RegisterAsync("a");

        Answer second = await api.PutAsync(Path, """{"addresses":["10.0.0.8"]}""");

        Assert.Equal(HttpStatusCode.OK, second.Status);
        Assert.True(second.Json.GetProperty("generation").GetInt64() > first.GetProperty("generation").GetInt64());
        Assert.Equal("10.0.0.8", second.Json.GetProperty("addresses")[0].GetString());
    }

    [Fact]
    public async Task A_static_instance_has_no_lease_to_renew()
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync();

        JsonElement json = await api.RegisterAsync("a", more: ",\"static\":true");

        Assert.Equal(JsonValueKind.Null, json.GetProperty("leaseEndsAt").ValueKind);
        Assert.Equal(JsonValueKind.Null, json.GetProperty("nextHeartbeatMs").ValueKind);
    }

    [Fact]
    public async Task A_host_is_repeated_and_what_was_not_given_is_left_out()
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync();

        JsonElement json = (await api.PutAsync(Path, """{"host":"DB.example.test"}""")).Json;

        Assert.Equal("db.example.test.", json.GetProperty("host").GetString());
        Assert.All(["addresses", "port", "check"], field => Assert.False(json.TryGetProperty(field, out _)));
    }

    [Fact]
    public async Task Names_are_given_for_every_suffix()
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync(
            new RegistryOptions { Suffixes = [DomainName.Parse("svc."), DomainName.Parse("sd.example.test.")] });

        JsonElement json = await api.RegisterAsync("a");

        Assert.Equal(
            [
                "a.default.default.web.default.svc.", "default.default.web.default.svc.", "default.web.default.svc.", "web.default.svc.",
                "a.default.default.web.default.sd.example.test.", "default.default.web.default.sd.example.test.",
                "default.web.default.sd.example.test.", "web.default.sd.example.test.",
            ],
            json.GetProperty("names").EnumerateArray().Select(name => name.GetString()!));
    }

    [Theory]
    [InlineData("application/x-www-form-urlencoded")] // what curl -d says
    [InlineData("application/vnd.acme+json; charset=utf-8")]
    [InlineData("text/plain")]
    [InlineData("")]
    public async Task The_media_type_of_a_body_does_not_matter(string contentType)
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync();

        Answer answer = await api.SendAsync(HttpMethod.Put, Path, """{"addresses":["10.0.0.7"]}""", contentType);

        Assert.Equal(HttpStatusCode.Created, answer.Status);
    }

    [Fact]
    public async Task Every_fault_of_path_and_body_is_told_and_nothing_changed()
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync();

        Answer answer = await api.PutAsync(
            "/v1/services/_web/instances/default", """{"addresses":["10.0.0.7","nowhere"],"port":0,"prot":1,"prot":2}""");

        answer.AssertFaults("addresses[1]", "port", "prot", "service", "id");
        Assert.Equal("6 faults were found; nothing was changed.", answer.Json.GetProperty("detail").GetString());
        Assert.Equal(2, answer.Json.GetProperty("errors").GetProperty("prot").GetArrayLength());
        Assert.Equal(0, api.Store.CommitCount);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("{")]
    public async Task A_body_that_is_no_JSON_is_a_fault_of_the_body(string? body)
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync();

        (await api.PutAsync(Path, body)).AssertFaults("body");
    }

    [Fact]
    public async Task Faults_without_end_are_told_up_to_a_thousand()
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync();
        string fields = string.Join(',', Enumerable.Range(0, 1500).Select(i => $"\"no-such-field-{i}\":0"));

        JsonElement problem = (await api.PutAsync(Path, $"{{{fields}}}")).AssertProblem(HttpStatusCode.BadRequest, "invalid-request");

        Assert.Equal(1000, problem.GetProperty("errors").EnumerateObject().Count());
        Assert.Equal(
            "1501 faults were found, the first 1000 are listed; nothing was changed.", problem.GetProperty("detail").GetString());
    }

    [Theory]
    [InlineData(65_536, HttpStatusCode.Created)]
    [InlineData(65_537, HttpStatusCode.RequestEntityTooLarge)]
    public async Task A_body_has_at_most_64_KiB(int octets, HttpStatusCode status)
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync();
        string body = """{"addresses":["10.0.0.7"]}""".PadRight(octets);

        Answer answer = await api.PutAsync(Path, body);

        Assert.Equal(status, answer.Status);
        if (status == HttpStatusCode.RequestEntityTooLarge)
            answer.AssertProblem(status, "too-large");
    }

    [Fact]
    public async Task A_body_of_unknown_length_has_the_same_limit()
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Put, Path) { Content = new StringContent(new string(' ', 65_537)) };
        request.Headers.TransferEncodingChunked = true;
        request.Content.Headers.ContentLength = null;

        using HttpResponseMessage response = await api.Client.SendAsync(request, TestContext.Current.CancellationToken);

        (await Answer.ReadAsync(response)).AssertProblem(HttpStatusCode.RequestEntityTooLarge, "too-large");
    }

    [Fact]
    public async Task A_full_service_takes_no_further_instance_but_those_it_has()
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync(new RegistryOptions { MaxInstancesPerService = 1 });
        await api.RegisterAsync("a");

        Answer answer = await api.PutAsync("/v1/services/web/instances/b", """{"addresses":["10.0.0.8"]}""");

        JsonElement problem = answer.AssertProblem(HttpStatusCode.Conflict, "limit-reached");
        Assert.Equal("The service 'web' has 1 instances, as many as it may have.", problem.GetProperty("detail").GetString());
        await api.RegisterAsync("a");
    }

    [Fact]
    public async Task An_instance_of_another_token_is_left_alone()
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync();
        await api.Registry.RegisterAsync(
            new Registration { Key = new InstanceKey("web", "a"), LeaseSeconds = 30 }, "somebody", CancellationToken.None);

        Answer register = await api.PutAsync(Path, """{"addresses":["10.0.0.7"]}""");
        Answer heartbeat = await api.PutAsync(Path + "/heartbeat");
        Answer deregister = await api.DeleteAsync(Path);

        Assert.All([register, heartbeat, deregister], answer => answer.AssertProblem(HttpStatusCode.Conflict, "not-owner"));
    }

    [Fact]
    public async Task A_store_that_refuses_is_503_and_says_nothing_of_its_own()
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync();
        api.Store.FailNextCommits(1);

        Answer answer = await api.PutAsync(Path, """{"addresses":["10.0.0.7"]}""");

        answer.AssertProblem(HttpStatusCode.ServiceUnavailable, "store-unavailable");
        Assert.Equal("1", answer.Headers["Retry-After"]);
        Assert.DoesNotContain("The test", answer.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await api.GetAsync(Path)).Status);
    }

    [Fact]
    public async Task A_registration_that_comes_while_loading_waits_and_succeeds()
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync(isLoaded: false);

        Task<JsonElement> registering = api.RegisterAsync("a");
        (await api.GetAsync(Path)).AssertProblem(HttpStatusCode.ServiceUnavailable, "not-loaded");
        Assert.False(registering.IsCompleted);
        _ = api.Registry.RunAsync(CancellationToken.None);

        Assert.Equal("a", (await registering).GetProperty("id").GetString());
    }
}
