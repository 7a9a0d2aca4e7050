using System.Net;
using System.Net.ServerSentEvents;
using System.Text;

namespace DnsRegistry.Api.Tests.Watch;

/// <summary>A client with an event stream, which it reads event by event.</summary>
internal sealed class WatchClient : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly HttpResponseMessage _response;
    private readonly SseParser<string> _parser;
    private readonly IAsyncEnumerator<SseItem<string>> _events;

    private WatchClient(HttpResponseMessage response, Stream stream)
    {
        _response = response;
        _parser = SseParser.Create(stream, (_, data) => Encoding.UTF8.GetString(data));
        _events = _parser.EnumerateAsync().GetAsyncEnumerator();
    }

    public string? ContentType => _response.Content.Headers.ContentType?.MediaType;

    /// <summary>Opens a stream, which must be there at once.</summary>
    public static async Task<WatchClient> OpenAsync(HttpClient client, string query = "", long? lastEventId = null, string? secret = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/watch" + query);
        if (lastEventId is not null)
            request.Headers.Add("Last-Event-ID", $"{lastEventId}");
        if (secret is not null)
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {secret}");
        HttpResponseMessage response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return new WatchClient(response, await response.Content.ReadAsStreamAsync());
    }

    /// <summary>The next event; null when the stream has ended.</summary>
    public async Task<SseItem<string>?> NextAsync() =>
        await _events.MoveNextAsync().AsTask().WaitAsync(s_patience) ? _events.Current : null;

    /// <summary>The next event, which must come: its id and its name.</summary>
    public async Task<(long Id, string Name, string Data)> EventAsync()
    {
        SseItem<string>? next = await NextAsync();
        Assert.True(next.HasValue, "the stream has ended");
        return (long.Parse(next.Value.EventId!, null), next.Value.EventType, next.Value.Data);
    }

    public ValueTask DisposeAsync()
    {
        _response.Dispose();
        return ValueTask.CompletedTask;
    }
}
