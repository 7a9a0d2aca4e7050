using System.Net;
using System.Net.Sockets;
using DnsRegistry.Testing;
using DnsRegistry.Wire.Records;

namespace DnsRegistry.Server.Tests.Udp;

/// <summary>Datagrams of every size on real sockets.</summary>
public class UdpTests
{
    [Fact]
    public async Task Query_is_answered_from_the_address_it_was_sent_to()
    {
        await using RunningServer server = await RunningServer.StartAsync();

        for (int client = 0; client < 20; client++)
        {
            using Socket socket = RunningServer.ConnectUdp(server.Bound[0]);
            Assert.Equal("10.1.0.7", Assert.Single(Ask(socket, "web.z1.svc.").Answer).Data);
        }
    }

    [Fact]
    public async Task Datagram_that_is_no_query_is_passed_over_in_silence()
    {
        await using RunningServer server = await RunningServer.StartAsync(RunningServer.AnyPort with { UdpWorkers = 1 });
        using Socket socket = RunningServer.ConnectUdp(server.Bound[0]);
        byte[] response = QueryOctets.Of("many.z1.svc.", RecordType.A);
        response[2] |= 0x80;

        socket.Send(Array.Empty<byte>());
        socket.Send([1]);
        socket.Send(new byte[11]);
        socket.Send(response);

        // The one worker takes datagrams in order: the first thing that comes back answers the last one.
        Assert.Equal("10.1.0.7", Assert.Single(Ask(socket, "web.z1.svc.").Answer).Data);
    }

    [Fact]
    public async Task Largest_datagram_there_is_gets_an_answer()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        using Socket socket = RunningServer.ConnectUdp(server.Bound[0]);
        byte[] datagram = new byte[65_507];
        QueryOctets.Of("web.z1.svc.", RecordType.A).CopyTo(datagram, 0);

        socket.Send(datagram);

        Assert.Single(Receive(socket).Answer);
    }

    [Fact]
    public async Task Client_that_is_gone_before_its_answer_does_not_stop_the_worker()
    {
        await using RunningServer server = await RunningServer.StartAsync(RunningServer.AnyPort with { UdpWorkers = 1 });
        for (int i = 0; i < 50; i++)
        {
            using Socket gone = RunningServer.ConnectUdp(server.Bound[0]);
            gone.Send(QueryOctets.Of("many.z1.svc.", RecordType.A));
        }

        using Socket socket = RunningServer.ConnectUdp(server.Bound[0]);
        Assert.Single(Ask(socket, "web.z1.svc.").Answer);
    }

    [Fact]
    public async Task Answer_keeps_to_what_the_client_takes()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        using Socket socket = RunningServer.ConnectUdp(server.Bound[0]);
        socket.Send(QueryOctets.Of("many.z1.svc.", RecordType.A));
        Reply small = Receive(socket);
        socket.Send(QueryOctets.Of("many.z1.svc.", RecordType.A, 4096));
        Reply large = Receive(socket);

        Assert.True(small.IsTruncated && large.IsTruncated);
        Assert.InRange(small.Octets.Length, 480, 512);
        Assert.InRange(large.Octets.Length, 1200, 1232);
    }

    internal static Reply Ask(Socket socket, string name)
    {
        socket.Send(QueryOctets.Of(name, RecordType.A, 1232));
        return Receive(socket);
    }

    private static Reply Receive(Socket socket)
    {
        byte[] datagram = new byte[65_535];
        return new Reply(datagram[..socket.Receive(datagram)]);
    }

    [Theory]
    [InlineData("0.0.0.0", "127.0.0.2")]
    [InlineData("0.0.0.0", "127.0.0.1")]
    [InlineData("::", "::1")]
    public async Task Listener_on_all_addresses_answers_from_the_one_that_was_asked(string listen, string asked)
    {
        await using RunningServer server = await RunningServer.StartAsync(
            RunningServer.AnyPort with { Listen = [new IPEndPoint(IPAddress.Parse(listen), 0)] });

        // A connected socket takes datagrams from the address it is connected to, and from no other.
        using Socket client = RunningServer.ConnectUdp(new IPEndPoint(IPAddress.Parse(asked), server.Bound[0].Port));
        client.Send(QueryOctets.Of("web.z1.svc.", RecordType.A));
        byte[] response = new byte[512];

        Assert.Equal("10.1.0.7", Assert.Single(new Reply(response[..client.Receive(response)]).Answer).Data);
    }
}
