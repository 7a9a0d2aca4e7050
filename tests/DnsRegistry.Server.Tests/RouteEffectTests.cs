using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using DnsRegistry.Server.Mirroring;
using DnsRegistry.Testing;
using DnsRegistry.Wire.Records;
using DnsRegistry.Zones.Routes;

namespace DnsRegistry.Server.Tests;

/// <summary>What rules make a server do beside answering: to wait, to keep silent, and to copy.</summary>
public sealed class RouteEffectTests
{
    private static readonly RouteAction s_delay = DelayOf(TimeSpan.FromMilliseconds(250));
    private static readonly RouteAction s_drop = RouteAction.Failing(new FaultInjection(FaultKind.Drop));

    [Fact]
    public async Task Delayed_datagram_comes_when_its_time_has_come_and_holds_nobody_up()
    {
        // Longer than this test waits, should a thread do so in earnest.
        TimeSpan delay = RunningServer.Patience + TimeSpan.FromSeconds(10);
        await using RunningServer server = await RunningServer.StartAsync();
        await server.SetRulesAsync(DelayOf(delay));
        using Socket socket = RunningServer.ConnectUdp(server.Bound[0]);

        socket.Send(QueryOctets.Of("web.z1.svc.", RecordType.A, 1232));
        socket.Send(QueryOctets.Of("svc.", RecordType.Soa, 1232));

        Assert.Equal("svc.", Assert.Single(Receive(socket).Answer).Owner);
        Assert.Equal(0, socket.Available);
        Assert.Equal(1, server.EffectMetrics.Delayed);

        server.Time.Advance(delay);
        Reply reply = Receive(socket);
        Assert.Equal(["10.1.0.7"], reply.AnswerData);
        Assert.Equal("fault injected by rule 'rule'", reply.ExtendedErrorText);
    }

    [Fact]
    public async Task Too_many_delayed_datagrams_are_answered_at_once()
    {
        await using RunningServer server = await RunningServer.StartAsync(RunningServer.AnyPort with { UdpWorkers = 1 });
        await server.SetRulesAsync(s_delay);
        using Socket socket = RunningServer.ConnectUdp(server.Bound[0]);
        byte[] query = QueryOctets.Of("web.z1.svc.", RecordType.A, 1232);

        for (int i = 0; i < Server.Udp.HeldReplies.Most; i++)
        {
            socket.Send(query);
            int wanted = i + 1;
            Assert.True(SpinWait.SpinUntil(() => server.EffectMetrics.Delayed == wanted, RunningServer.Patience));
        }

        socket.Send(query);

        Assert.Equal(["10.1.0.7"], Receive(socket).AnswerData);
        Assert.Equal(1, server.EffectMetrics.NotDelayed);
    }

    [Fact]
    public async Task Delayed_answer_keeps_its_place_on_a_connection()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        await server.SetRulesAsync(s_delay);
        using Socket socket = server.Connect();

        socket.Send([.. RunningServer.Framed("svc.", RecordType.Soa, 1), .. RunningServer.Framed("web.z1.svc.", RecordType.A, 2),
            .. RunningServer.Framed("svc.", RecordType.NS, 3)]);

        Assert.Equal(1, IdOf(RunningServer.ReceiveReply(socket)!));
        Assert.True(SpinWait.SpinUntil(() => server.EffectMetrics.Delayed == 1, RunningServer.Patience));

        // The timer may be set a moment later than it is counted.
        Assert.True(SpinWait.SpinUntil(
            () =>
            {
                server.Time.Advance(TimeSpan.FromMilliseconds(250));
                return socket.Available > 0;
            },
            RunningServer.Patience));
        Assert.Equal(2, IdOf(RunningServer.ReceiveReply(socket)!));
        Assert.Equal(3, IdOf(RunningServer.ReceiveReply(socket)!));
    }

    [Fact] // A hundred threads that wait would not be had in the time that this test waits for them.
    public async Task Hundred_delayed_answers_on_connections_hold_no_thread()
    {
        const int Delayed = 100;
        await using RunningServer server = await RunningServer.StartAsync();
        await server.SetRulesAsync(DelayOf(RunningServer.Patience + TimeSpan.FromSeconds(10)));
        var sockets = new List<Socket>();
        try
        {
            for (int i = 0; i < Delayed; i++)
            {
                sockets.Add(server.Connect($"127.0.0.{1 + (i / 10)}"));
                sockets[i].Send(RunningServer.Framed("web.z1.svc.", RecordType.A));
            }

            Assert.True(SpinWait.SpinUntil(() => server.EffectMetrics.Delayed == Delayed, RunningServer.Patience));
            using Socket other = server.Connect("127.0.1.1");
            other.Send(RunningServer.Framed("svc.", RecordType.Soa));
            Assert.Equal("svc.", Assert.Single(RunningServer.ReceiveReply(other)!.Answer).Owner);
            Assert.All(sockets, socket => Assert.Equal(0, socket.Available));
        }
        finally
        {
            sockets.ForEach(socket => socket.Dispose());
        }
    }

    [Fact]
    public async Task Dropped_query_is_met_with_silence_and_the_connection_goes_on()
    {
        await using RunningServer server = await RunningServer.StartAsync();
        await server.SetRulesAsync(s_drop);
        using Socket udp = RunningServer.ConnectUdp(server.Bound[0]);
        using Socket tcp = server.Connect();

        udp.Send(QueryOctets.Of("web.z1.svc.", RecordType.A, 1232));
        udp.Send(QueryOctets.Of("svc.", RecordType.Soa, 1232));
        tcp.Send([.. RunningServer.Framed("web.z1.svc.", RecordType.A, 1), .. RunningServer.Framed("svc.", RecordType.Soa, 2)]);

        Assert.Equal("svc.", Assert.Single(Receive(udp).Answer).Owner);
        Assert.Equal(2, IdOf(RunningServer.ReceiveReply(tcp)!));
        Assert.Equal(2, server.EffectMetrics.Dropped);
    }

    [Fact]
    public async Task Query_is_copied_and_the_answers_compared()
    {
        using Socket other = Bind();
        await using RunningServer server = await RunningServer.StartAsync();
        await server.SetRulesAsync(RouteAction.MirroringTo((IPEndPoint)other.LocalEndPoint!));
        using Socket socket = RunningServer.ConnectUdp(server.Bound[0]);

        byte[] answer = Ask(socket, "WeB.z1.svc.");
        byte[] copy = ReceiveFrom(other, out EndPoint mirror);
        Assert.Equal(QueryOctets.Of("WeB.z1.svc.", RecordType.A)[12..], copy[12..(12 + 12 + 4)]);
        Assert.Equal(1, BinaryPrimitives.ReadUInt16BigEndian(copy.AsSpan(10)));

        // The same answer but for the TTL, then another one, then none.
        answer[12 + 16 + 9] ^= 1;
        copy.AsSpan(0, 2).CopyTo(answer);
        other.SendTo(answer, mirror);
        Assert.True(SpinWait.SpinUntil(() => server.EffectMetrics.MirrorAnswered == 1, RunningServer.Patience));
        Assert.Equal(0, server.EffectMetrics.MirrorDifferent);

        answer = Ask(socket, "web.z1.svc.");
        copy = ReceiveFrom(other, out mirror);
        copy.AsSpan(0, 2).CopyTo(answer);
        answer[3] = (byte)((answer[3] & 0xF0) | (byte)Rcode.NXDomain);
        other.SendTo(answer, mirror);
        Assert.True(SpinWait.SpinUntil(() => server.EffectMetrics.MirrorAnswered == 2, RunningServer.Patience));
        Assert.Equal(1, server.EffectMetrics.MirrorDifferent);

        Ask(socket, "web.z1.svc.");
        ReceiveFrom(other, out _);
        Assert.True(SpinWait.SpinUntil(() => server.EffectMetrics.MirrorSent == 3, RunningServer.Patience));
        server.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.True(SpinWait.SpinUntil(() => server.EffectMetrics.MirrorTimeouts == 1, RunningServer.Patience));
        Assert.Equal(0, server.EffectMetrics.MirrorDropped);
    }

    [Fact]
    public async Task More_copies_than_may_be_under_way_are_dropped_and_nobody_waits_for_them()
    {
        const int Queries = QueryMirror.Most + 200;
        using Socket silent = Bind();
        await using RunningServer server = await RunningServer.StartAsync();
        await server.SetRulesAsync(RouteAction.MirroringTo((IPEndPoint)silent.LocalEndPoint!));
        using Socket socket = RunningServer.ConnectUdp(server.Bound[0]);

        for (int i = 0; i < Queries; i++)
            Assert.NotEmpty(Ask(socket, "web.z1.svc."));

        Assert.Equal(Queries - QueryMirror.Most, server.EffectMetrics.MirrorDropped);
        Assert.True(SpinWait.SpinUntil(() => server.EffectMetrics.MirrorSent == QueryMirror.Most, RunningServer.Patience));
        Assert.Equal(0, server.EffectMetrics.MirrorAnswered);

        // What was never answered makes room again.
        server.Time.Advance(QueryMirror.Patience * 2);
        Assert.True(SpinWait.SpinUntil(() => server.EffectMetrics.MirrorTimeouts == QueryMirror.Most, RunningServer.Patience));
        Ask(socket, "web.z1.svc.");
        Assert.True(SpinWait.SpinUntil(() => server.EffectMetrics.MirrorSent == QueryMirror.Most + 1, RunningServer.Patience));
    }

    [Fact]
    public async Task Copy_is_not_copied_again()
    {
        using Socket other = Bind();
        await using RunningServer server = await RunningServer.StartAsync();
        await server.SetRulesAsync(RouteAction.MirroringTo((IPEndPoint)other.LocalEndPoint!));
        using Socket socket = RunningServer.ConnectUdp(server.Bound[0]);
        Ask(socket, "web.z1.svc.");
        byte[] copy = ReceiveFrom(other, out _);

        socket.Send(copy);

        Assert.Equal(["10.1.0.7"], Receive(socket).AnswerData);
        Ask(socket, "web.z1.svc.");
        ReceiveFrom(other, out _);
        Assert.Equal(0, other.Available);

        // The copy is counted a moment after it was sent.
        Assert.True(SpinWait.SpinUntil(() => server.EffectMetrics.MirrorSent >= 2, RunningServer.Patience));
        Assert.Equal(2, server.EffectMetrics.MirrorSent);
    }

    private static RouteAction DelayOf(TimeSpan delay) => RouteAction.Failing(
        new FaultInjection(FaultKind.Delay) { DelayMilliseconds = (int)delay.TotalMilliseconds });

    private static Socket Bind()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp)
        {
            ReceiveTimeout = (int)RunningServer.Patience.TotalMilliseconds,
        };
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return socket;
    }

    private static byte[] Ask(Socket socket, string name)
    {
        socket.Send(QueryOctets.Of(name, RecordType.A, 1232));
        return Receive(socket).Octets;
    }

    private static Reply Receive(Socket socket)
    {
        byte[] octets = new byte[4096];
        return new Reply(octets[..socket.Receive(octets)]);
    }

    private static byte[] ReceiveFrom(Socket socket, out EndPoint from)
    {
        byte[] octets = new byte[4096];
        from = new IPEndPoint(IPAddress.Any, 0);
        return octets[..socket.ReceiveFrom(octets, ref from)];
    }

    private static int IdOf(Reply reply) => BinaryPrimitives.ReadUInt16BigEndian(reply.Octets);
}
