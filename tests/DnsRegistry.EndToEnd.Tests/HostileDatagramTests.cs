using System.Net.Sockets;
using DnsClient;
using DnsRegistry.EndToEnd.Tests.Clients;
using DnsRegistry.EndToEnd.Tests.Running;

namespace DnsRegistry.EndToEnd.Tests;

public sealed class HostileDatagramTests : IDisposable
{
    private const int Datagrams = 100_000;
    private const int Seed = 20_261_122;

    /// <summary>A question for the A records of web.z1.svc, to be bent out of shape.</summary>
    private static readonly byte[] s_question =
    [
        0x12, 0x34, 0x01, 0x00, 0, 1, 0, 0, 0, 0, 0, 1,
        3, (byte)'w', (byte)'e', (byte)'b', 2, (byte)'z', (byte)'1', 3, (byte)'s', (byte)'v', (byte)'c', 0, 0, 1, 0, 1,
        0, 0, 41, 4, 0xD0, 0, 0, 0, 0, 0, 0,
    ];

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task A_hundred_thousand_random_datagrams_leave_neither_a_crash_nor_a_log_line()
    {
        await using ServerProcess server = await ServerProcess.StartAsync(_place);
        await server.RegisterAsync("web", "a", """{"zone":"z1","addresses":["10.0.0.7"],"static":true}""");
        int linesBefore = server.Log.Count;

        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        await socket.ConnectAsync(server.Dns, TestContext.Current.CancellationToken);
        var random = new Random(Seed);
        byte[] datagram = new byte[4096];
        for (int i = 0; i < Datagrams; i++)
        {
            socket.Send(datagram.AsSpan(0, Fill(datagram, random)));

            // The receiver's buffer is finite: without a look now and then most of them would never arrive.
            if (i % 1000 == 999)
                Assert.Equal(["10.0.0.7"], await server.AddressesAsync("web.z1.svc"));
        }

        Assert.Equal(DnsHeaderResponseCode.NoError, (await server.AskAsync("web.z1.svc", QueryType.A)).Header.ResponseCode);
        Assert.Equal(linesBefore, server.Log.Count);
        Assert.InRange(server.WorkingSetOctets, 0, 512L * 1024 * 1024);
        Assert.Equal(0, (await server.StopAsync()).ExitCode);
    }

    /// <summary>Half of them are noise, half a good question with a few octets changed or cut off.</summary>
    private static int Fill(byte[] datagram, Random random)
    {
        if (random.Next(2) == 0)
        {
            int length = random.Next(600);
            random.NextBytes(datagram.AsSpan(0, length));
            return length;
        }

        s_question.CopyTo(datagram, 0);
        for (int changes = random.Next(1, 6); changes > 0; changes--)
            datagram[random.Next(s_question.Length)] = (byte)random.Next(256);
        return random.Next(4) == 0 ? random.Next(s_question.Length) : s_question.Length;
    }
}
