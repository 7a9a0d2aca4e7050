using System.Net;
using System.Net.Sockets;
using System.Text;
using DnsRegistry.Api.Http;
using Microsoft.Extensions.DependencyInjection;

namespace DnsRegistry.Api.Tests.Http;

/// <summary>Bulk bodies take so much memory together, and no more.</summary>
public sealed class BulkRoomTests
{
    private const int Room = 1000;
    private const string Small = """[{"service":"web","id":"a","addresses":["10.0.0.7"]}]""";
    private const string Heartbeats = """{"instances":[{"service":"web","id":"a"}]}""";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly BulkRoom _room = new(Room);

    [Fact]
    public async Task What_has_no_room_beside_other_bodies_is_told_to_come_back_and_nothing_else_is()
    {
        await using ApiUnderTest api = await StartAsync();
        using Socket slow = await BeginAsync(api, Room - 10);

        foreach ((string path, string body) in ((string, string)[])[("/v1/registrations", Small), ("/v1/heartbeats", Heartbeats)])
        {
            Answer refused = await api.PostAsync(path, body);
            refused.AssertProblem(HttpStatusCode.ServiceUnavailable, "busy");
            Assert.Equal("1", refused.Headers["Retry-After"]);
        }

        await api.RegisterAsync("b");
        Assert.Equal(Room - 10, _room.Taken);
        await slow.SendAsync(new byte[10]);
        await slow.ReceiveAsync(new byte[1000]);
        Assert.Equal(HttpStatusCode.OK, (await api.PostAsync("/v1/registrations", Small)).Status);
        Assert.Equal(HttpStatusCode.OK, (await api.PostAsync("/v1/heartbeats", Heartbeats)).Status);
        Assert.Equal(0, _room.Taken);
    }

    [Fact]
    public async Task A_body_that_is_still_to_come_keeps_nobody_out_and_one_that_never_comes_gives_its_room_back()
    {
        await using ApiUnderTest api = await StartAsync();
        using Socket slow = await BeginAsync(api, octets: 500);

        Assert.Equal(HttpStatusCode.OK, (await api.PostAsync("/v1/registrations", Small)).Status);
        slow.Close(timeout: 0);

        Assert.True(SpinWait.SpinUntil(() => _room.Taken == 0, s_patience));
    }

    private Task<ApiUnderTest> StartAsync() =>
        ApiUnderTest.StartAsync(overSockets: true, addServices: services => services.AddSingleton(_room));

    /// <summary>Sends the beginning of a bulk body, and waits until the server has it.</summary>
    private async Task<Socket> BeginAsync(ApiUnderTest api, int octets)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(api.Client.BaseAddress!.Host, api.Client.BaseAddress.Port);
        await socket.SendAsync(Encoding.ASCII.GetBytes(
            $"POST /v1/registrations HTTP/1.1\r\nHost: x\r\nContent-Length: {Room}\r\n\r\n" + new string(' ', octets)));
        Assert.True(SpinWait.SpinUntil(() => _room.Taken == octets, s_patience));
        return socket;
    }
}
