using System.Net;
using System.Net.Sockets;

namespace DnsRegistry.EndToEnd.Tests.Clients;

/// <summary>One connection that sends the same request again and again, as fast as the server reads, and reads all answers.</summary>
internal sealed class Flood : IDisposable
{
    /// <summary>How long others may take beside it.</summary>
    public const int PatienceMilliseconds = 30_000;

    private const int RequestsAtOnce = 200;

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly Task _sending;
    private readonly Task _reading;

    private Flood(IPEndPoint server, byte[] request)
    {
        _socket.Connect(server);
        byte[] many = [.. Enumerable.Repeat(request, RequestsAtOnce).SelectMany(octets => octets)];
        _sending = OnThreadOfItsOwn(() => _socket.Send(many));
        byte[] buffer = new byte[256 * 1024];
        _reading = OnThreadOfItsOwn(() => _socket.Receive(buffer));
    }

    /// <summary>Whether the server still takes part in it.</summary>
    public bool IsUnderWay => !_sending.IsCompleted && !_reading.IsCompleted;

    /// <summary>Begins it.</summary>
    public static Flood Begin(IPEndPoint server, byte[] request) => new(server, request);

    public void Dispose()
    {
        _socket.Dispose();
        Task.WaitAll(_sending, _reading);
    }

    private static Task OnThreadOfItsOwn(Func<int> step) => Task.Factory.StartNew(
        () =>
        {
            try
            {
                while (step() > 0)
                {
                }
            }
            catch (Exception over) when (over is SocketException or ObjectDisposedException)
            {
                // It is over when the test is.
            }
        },
        CancellationToken.None,
        TaskCreationOptions.LongRunning,
        TaskScheduler.Default);
}
