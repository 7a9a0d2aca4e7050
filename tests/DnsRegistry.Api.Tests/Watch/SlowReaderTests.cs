using System.Net.Sockets;
using System.Text;
using DnsRegistry.Registry;

namespace DnsRegistry.Api.Tests.Watch;

/// <summary>Clients that do not take what they are sent, over real sockets.</summary>
public sealed class SlowReaderTests
{
    private const int Kept = 64;

    // More than the buffers of both kernels take, in events of about 5,000 octets.
    private const int Changes = 3000;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_slow_reader_delays_nobody_and_its_last_event_says_that_it_has_lagged()
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync(new RegistryOptions { ChangesKept = Kept }, overSockets: true);
        using Socket slow = await WatchAsync(api);
        await using WatchClient quick = await WatchClient.OpenAsync(api.Client, "?since=1");

        for (int i = 0; i < Changes; i++)
        {
            await ChangeAsync(api, i);
            Assert.Equal(api.Registry.Revision, (await quick.EventAsync()).Id);
        }

        // Now that it reads again it gets what was under way, and then the end.
        string[] lines = await ReadToEndAsync(slow);
        long[] ids =
            [.. lines.Where(line => line.StartsWith("id: ", StringComparison.Ordinal)).Select(line => long.Parse(line[4..], null))];
        Assert.Equal(Enumerable.Range(2, ids.Length).Select(id => (long)id), ids);
        Assert.InRange(ids.Length, 1, Changes - Kept);
        int lagged = Array.LastIndexOf(lines, "event: lagged");
        Assert.Equal($$"""data: {"oldest":{{api.Registry.Changes.Oldest}}}""", lines[lagged + 1]);
        Assert.DoesNotContain(lines[(lagged + 1)..], line => line.StartsWith("event:", StringComparison.Ordinal));
        Assert.True(SpinWait.SpinUntil(() => api.Registry.Changes.Waiting == 1, s_patience));
    }

    [Fact]
    public async Task A_reader_that_takes_nothing_for_half_a_minute_is_cut_off()
    {
        await using ApiUnderTest api = await ApiUnderTest.StartAsync(
            new RegistryOptions { ChangeOctetsKept = long.MaxValue }, overSockets: true);
        using Socket stuck = await WatchAsync(api);
        for (int i = 0; i < Changes; i++)
            await ChangeAsync(api, i);
        Assert.Equal(1, api.Registry.Changes.Waiting);

        Assert.True(SpinWait.SpinUntil(
            () =>
            {
                api.Time.Advance(TimeSpan.FromSeconds(31));
                return api.Registry.Changes.Waiting == 0;
            },
            s_patience));
    }

    private static async Task ChangeAsync(ApiUnderTest api, int number) => await api.Registry.RegisterAsync(
        new Testing.Registrations.RegistrationBuilder("web", $"i{number % 10}").Static()
            .WithMetadata("text", new string('x', 4000)).Build(),
        owner: null,
        CancellationToken.None);

    /// <summary>A client that asks with HTTP/1.0, which has no chunks, and then reads nothing until it is told to.</summary>
    private static async Task<Socket> WatchAsync(ApiUnderTest api)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
        await socket.ConnectAsync(api.Client.BaseAddress!.Host, api.Client.BaseAddress.Port);
        await socket.SendAsync("GET /v1/watch?since=1 HTTP/1.0\r\n\r\n"u8.ToArray());
        Assert.True(SpinWait.SpinUntil(() => api.Registry.Changes.Waiting == 1, s_patience));
        return socket;
    }

    private static async Task<string[]> ReadToEndAsync(Socket socket)
    {
        using var limit = new CancellationTokenSource(s_patience);
        using var received = new MemoryStream();
        byte[] buffer = new byte[65_536];
        while (await socket.ReceiveAsync(buffer, limit.Token) is int read and > 0)
            received.Write(buffer, 0, read);
        return Encoding.UTF8.GetString(received.ToArray()).Split('\n');
    }
}
