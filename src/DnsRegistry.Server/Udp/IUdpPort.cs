using DnsRegistry.Zones;

namespace DnsRegistry.Server.Udp;

/// <summary>
/// Where one worker's datagrams come from and go to, several at a time. Request and response each have a buffer made
/// once; nothing is copied and nothing allocated. One thread uses it; any thread may wake it.
/// </summary>
internal interface IUdpPort : IDisposable
{
    /// <summary>How many datagrams come at once at most.</summary>
    int Capacity { get; }

    /// <summary>Waits for datagrams.</summary>
    /// <returns>How many came; 0 when the wait ended without any.</returns>
    int Receive();

    /// <summary>Exactly the octets of one of the datagrams received.</summary>
    ReadOnlySpan<byte> Request(int index);

    /// <summary>Who sent it.</summary>
    ClientAddress Client(int index);

    /// <summary>Room for the response to it.</summary>
    Span<byte> Response(int index);

    /// <summary>Notes that the response to it has this many octets and is to be sent to where it came from.</summary>
    void Reply(int index, int octets);

    /// <summary>Sends the responses noted. What the system does not take is lost, as datagrams may be.</summary>
    void Send();

    /// <summary>Copies the response to one of the datagrams received, and where it goes.</summary>
    void Copy(int index, int octets, HeldReply reply);

    /// <summary>Sends a copied response now. Any thread may call it, until the port is disposed of.</summary>
    void SendCopy(HeldReply reply);

    /// <summary>Ends the wait of <see cref="Receive"/>, now and from now on.</summary>
    void Wake();
}
