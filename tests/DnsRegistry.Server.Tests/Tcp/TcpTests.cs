using System.Buffers.Binary;
using System.Net.Sockets;
using DnsRegistry.Testing;
using DnsRegistry.Wire.Records;

namespace DnsRegistry.Server.Tests.Tcp;

/// <summary>Connections that come pipelined, split, idle, dripping, or with what is no query.</summary>
public class TcpTests
{
    [Fact] // RFC 7766 §6.2.1.1
    public async Task Pipelined_queries_are_all_answered()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        using Socket socket = server.Connect();
        byte[] batch = [.. Enumerable.Range(0, 500)
            .SelectMany(n => RunningServer.Framed(n % 2 == 0 ? "web.z1.svc." : "many.z1.svc.", RecordType.A, (ushort)n))];

        Task sending = Task.Run(() => socket.Send(batch));
        for (int n = 0; n < 500; n++)
        {
            Reply reply = RunningServer.ReceiveReply(socket)!;
            Assert.Equal(n, BinaryPrimitives.ReadUInt16BigEndian(reply.Octets));
            Assert.Equal(n % 2 == 0 ? 1 : 300, reply.Answer.Count);
        }

        await sending;
    }

    [Fact] // RFC 7766 §8
    public async Task Query_split_octet_by_octet_is_answered()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        using Socket socket = server.Connect();

        for (int round = 0; round < 3; round++)
        {
            foreach (byte octet in RunningServer.Framed("web.z1.svc.", RecordType.A))
                socket.Send([octet]);
            Assert.Equal("10.1.0.7", Assert.Single(RunningServer.ReceiveReply(socket)!.Answer).Data);
        }
    }

    [Fact]
    public async Task Query_of_64_kibibytes_is_read_whole()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        using Socket socket = server.Connect();
        byte[] message = new byte[65_535];
        QueryOctets.Of("web.z1.svc.", RecordType.A).CopyTo(message, 0);

        socket.Send([0xFF, 0xFF, .. message]);

        Assert.Single(RunningServer.ReceiveReply(socket)!.Answer);
        Assert.True(RunningServer.IsServed(socket));
    }

    [Fact]
    public async Task Client_that_has_said_all_it_wants_to_say_gets_its_answers()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        using Socket socket = server.Connect();
        socket.Send([.. Enumerable.Range(0, 50).SelectMany(n => RunningServer.Framed("many.z1.svc.", RecordType.Srv, (ushort)n))]);
        socket.Shutdown(SocketShutdown.Send);

        for (int n = 0; n < 50; n++)
            Assert.Equal(300, RunningServer.ReceiveReply(socket)!.Answer.Count);
        Assert.Null(RunningServer.ReceiveReply(socket));
    }

    [Fact]
    public async Task Idle_connection_is_closed_and_a_busy_one_is_not()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        using Socket idle = server.Connect();
        using Socket busy = server.Connect();
        Assert.True(RunningServer.IsServed(idle));

        for (int i = 0; i < 7; i++)
        {
            Assert.True(RunningServer.IsServed(busy));
            server.Time.Advance(TimeSpan.FromSeconds(9));
        }

        RunningServer.AssertClosed(idle);
        Assert.True(RunningServer.IsServed(busy));
    }

    [Fact]
    public async Task Octets_that_drip_do_not_keep_a_connection_open()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        using Socket socket = server.Connect();
        Assert.True(RunningServer.IsServed(socket));
        byte[] query = RunningServer.Framed("web.z1.svc.", RecordType.A);

        try
        {
            foreach (byte octet in query.AsSpan(0, query.Length - 1))
            {
                socket.Send([octet]);
                server.Time.Advance(TimeSpan.FromSeconds(4));
            }
        }
        catch (SocketException closed) when (closed.SocketErrorCode != SocketError.TimedOut)
        {
            return;
        }

        RunningServer.AssertClosed(socket);
    }

    [Theory]
    [InlineData(new byte[] { 0, 0 })]
    [InlineData(new byte[] { 0, 5, 1, 2, 3, 4, 5 })]
    [InlineData(new byte[] { 0, 12, 0x12, 0x34, 0x80, 0, 0, 1, 0, 0, 0, 0, 0, 0 })] // a response
    public async Task What_is_no_query_closes_the_connection(byte[] garbage)
    {
        await using RunningServer server = await RunningServer.StartAsync();
        using Socket socket = server.Connect();
        socket.Send([.. RunningServer.Framed("web.z1.svc.", RecordType.A), .. garbage]);

        Assert.Single(RunningServer.ReceiveReply(socket)!.Answer);
        RunningServer.AssertClosed(socket);
    }

    [Fact]
    public async Task Malformed_query_is_told_so_and_the_next_one_answered()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        using Socket socket = server.Connect();
        socket.Send([0, 13, 0x12, 0x34, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0xC0]);

        Assert.Equal(Rcode.FormErr, RunningServer.ReceiveReply(socket)!.Rcode);
        Assert.True(RunningServer.IsServed(socket));
    }

    [Fact]
    public async Task Connections_beyond_the_limit_are_closed_until_others_have_left()
    {
        await using RunningServer server = await RunningServer.StartAsync(RunningServer.AnyPort with { MaxTcpConnections = 3 });
        List<Socket> open = [server.Connect(), server.Connect(), server.Connect("127.0.0.2")];
        Assert.All(open, socket => Assert.True(RunningServer.IsServed(socket)));

        using (Socket fourth = server.Connect())
            RunningServer.AssertClosed(fourth);
        open[0].Dispose();

        AssertServedInTheEnd(server, "127.0.0.1");
        open.ForEach(socket => socket.Dispose());
    }

    [Fact]
    public async Task Connections_of_one_client_beyond_its_limit_are_closed_and_others_are_not()
    {
        await using RunningServer server = await RunningServer.StartAsync(RunningServer.AnyPort with { MaxTcpConnectionsPerClient = 2 });
        using Socket first = server.Connect();
        using Socket second = server.Connect();
        Assert.True(RunningServer.IsServed(first) && RunningServer.IsServed(second));

        for (int i = 0; i < 20; i++)
        {
            using Socket third = server.Connect();
            RunningServer.AssertClosed(third);
        }

        using Socket other = server.Connect("127.0.0.2");
        Assert.True(RunningServer.IsServed(other));
        second.Dispose();
        AssertServedInTheEnd(server, "127.0.0.1");
    }

    [Fact]
    public async Task Client_that_never_reads_is_closed_when_its_time_is_up()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        using Socket socket = server.Connect();
        socket.ReceiveBufferSize = 4096;
        byte[] batch = [.. Enumerable.Range(0, 1000).SelectMany(n => RunningServer.Framed("many.z1.svc.", RecordType.Srv))];
        bool isClosed = false;
        socket.SendTimeout = 200;

        for (int i = 0; i < 5000 && !isClosed; i++)
        {
            try
            {
                socket.Send(batch);
            }
            catch (SocketException full)
            {
                isClosed = full.SocketErrorCode is not (SocketError.TimedOut or SocketError.WouldBlock);
                server.Time.Advance(TimeSpan.FromSeconds(11));
            }
        }

        Assert.True(isClosed);
        using Socket other = server.Connect();
        Assert.True(RunningServer.IsServed(other));
    }

    /// <summary>The server hears of a client that left a moment later; until then a new one may still be one too many.</summary>
    private static void AssertServedInTheEnd(RunningServer server, string from)
    {
        long start = TimeProvider.System.GetTimestamp();
        bool isServed = false;
        while (!isServed && TimeProvider.System.GetElapsedTime(start) < RunningServer.Patience)
        {
            using Socket socket = server.Connect(from);
            isServed = RunningServer.IsServed(socket);
        }

        Assert.True(isServed);
    }
}
