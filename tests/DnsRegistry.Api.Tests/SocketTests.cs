using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace DnsRegistry.Api.Tests;

/// <summary>What only the real HTTP server can show.</summary>
public sealed class SocketTests
{
    private const string Path = "/v1/services/web/instances/a";

    [Fact]
    public async Task Answers_say_their_length_and_the_connection_lives_on()
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync(overSockets: true);
        await api.RegisterAsync("a");

        Answer heartbeat = await api.PutAsync(Path + "/heartbeat");
        Answer head = await api.SendAsync(HttpMethod.Head, Path);
        Answer refused = await api.PutAsync(Path, "{");
        Answer unrouted = await api.GetAsync("/nowhere");

        foreach (Answer answer in new[] { heartbeat, refused, unrouted })
        {
            Assert.Equal(answer.Text.Length.ToString(), answer.Headers["Content-Length"]);
            Assert.False(answer.Headers.ContainsKey("Transfer-Encoding"));
            Assert.False(answer.Headers.ContainsKey("Connection"));
        }

        Assert.Equal((HttpStatusCode.OK, ""), (head.Status, head.Text));
        Assert.InRange(int.Parse(head.Headers["Content-Length"]), 300, 900);
    }

    [Fact]
    public async Task A_list_longer_than_any_buffer_arrives_whole()
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync(overSockets: true);
        IEnumerable<string> items = Enumerable.Range(0, 1000).Select(
            i => $$"""{"service":"web","id":"i{{i:D4}}","addresses":["10.0.0.1"]}""");
        Assert.Equal(HttpStatusCode.OK, (await api.PostAsync("/v1/registrations", string.Join('\n', items))).Status);

        Answer answer = await api.GetAsync("/v1/services/web/instances?limit=1000");

        Assert.Equal(1000, answer.Json.GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task A_body_that_arrives_in_pieces_is_read_whole()
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync(overSockets: true);
        using var request = new HttpRequestMessage(HttpMethod.Put, Path)
        {
            Content = new PiecewiseContent("""{"addresses":["10.0""", """.0.7"],"metadata":{"k":"é""", "\"}}"),
        };

        using HttpResponseMessage response = await api.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
    }

    [Fact]
    public async Task A_body_without_end_is_refused_at_the_limit()
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync(overSockets: true);
        using var request = new HttpRequestMessage(HttpMethod.Put, Path)
        {
            Content = new PiecewiseContent([.. Enumerable.Repeat(new string(' ', 1024), 65)]),
        };

        using HttpResponseMessage response = await api.Client.SendAsync(request, TestContext.Current.CancellationToken);

        (await Answer.ReadAsync(response)).AssertProblem(HttpStatusCode.RequestEntityTooLarge, "too-large");
    }

    [Fact]
    public async Task A_body_larger_than_the_server_reads_at_all_is_refused_alike()
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync(overSockets: true);
        using var request = new HttpRequestMessage(HttpMethod.Put, Path) { Content = new ByteArrayContent(new byte[40_000_000]) };
        request.Headers.ExpectContinue = true;

        using HttpResponseMessage response = await api.Client.SendAsync(request, TestContext.Current.CancellationToken);

        (await Answer.ReadAsync(response)).AssertProblem(HttpStatusCode.RequestEntityTooLarge, "too-large");
    }

    /// <summary>Sends each text in a chunk of its own, and no length.</summary>
    private sealed class PiecewiseContent(params string[] pieces) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            Headers.ContentType = new MediaTypeHeaderValue("application/json");
            foreach (string piece in pieces)
            {
                await stream.WriteAsync(Encoding.UTF8.GetBytes(piece));
                await stream.FlushAsync();
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
