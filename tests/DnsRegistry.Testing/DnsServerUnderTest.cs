using System.Net;
using DnsRegistry.Server.Query;
using DnsRegistry.Wire.Records;
using DnsRegistry.Zones;
using Xunit;

namespace DnsRegistry.Testing;

/// <summary>The real path from request to response, in process: no socket, no clock but the one set here.</summary>
public sealed class DnsServerUnderTest
{
    private const ulong Seed = 20_260_101;

    private readonly QueryHandler _handler;

    // Filled with what is no message, so that an answer that relies on a clean buffer shows.
    private readonly byte[] _response = new byte[ushort.MaxValue];

    /// <summary>A server of these zones.</summary>
    public DnsServerUnderTest(params Zone[] zones)
    {
        Publisher = new ZonePublisher(new ZoneCatalog(zones));
        _handler = new QueryHandler(Publisher, new ResponseLimits(), Seed);
        Array.Fill(_response, (byte)0xA5);
    }

    /// <summary>Puts other zones in force.</summary>
    public ZonePublisher Publisher { get; }

    /// <summary>Says what is known of the networks that clients are in.</summary>
    public ClientNetworks Clients
    {
        get => Publisher.Current.Clients;
        set => Publisher.Publish(new ZoneCatalog(Publisher.Current.Zones) { Clients = value });
    }

    /// <summary>Who asks, unless a question says otherwise.</summary>
    public IPAddress Client { get; set; } = IPAddress.Parse("192.0.2.200");

    /// <summary>Now, on the monotonic clock.</summary>
    public long NowMilliseconds { get; set; }

    /// <summary>What the last answer wants done beside sending it; null where nothing.</summary>
    public AnswerEffects? Effects => _handler.HasEffects ? _handler.Effects : null;

    /// <summary>Asks over UDP.</summary>
    /// <param name="name">The QNAME.</param>
    /// <param name="type">The QTYPE.</param>
    /// <param name="edns">The UDP payload size to announce; null asks without EDNS.</param>
    public Reply Ask(string name, RecordType type, ushort? edns = ResponseLimits.DefaultUdpPayloadOctets) =>
        Send(QueryOctets.Of(name, type, edns));

    /// <summary>Asks over TCP, where everything fits.</summary>
    public Reply AskOverTcp(string name, RecordType type) =>
        Send(QueryOctets.Of(name, type, ResponseLimits.DefaultUdpPayloadOctets), Transport.Tcp);

    /// <summary>Asks over UDP as a resolver does for a client in this network.</summary>
    public Reply AskFor(string network, string name, RecordType type = RecordType.A) => Send(QueryOctets.ForClient(name, type, network));

    /// <summary>Says which networks belong to which zones, and which resolvers are believed, each list as one text.</summary>
    public void SetNetworks(string trustedResolvers, params (string Zone, string Networks)[] zones) => Clients = new ClientNetworks(
        zones.ToDictionary(zone => zone.Zone, zone => NetworksOf(zone.Networks)), NetworksOf(trustedResolvers));

    /// <summary>Sends a request and wants a response.</summary>
    public Reply Send(byte[] request, Transport transport = Transport.Udp)
    {
        int length = Answer(request, transport);
        Assert.True(length > 0, "the server stayed silent");
        return new Reply(_response[..length]);
    }

    /// <summary>Sends a request, and gives the octets of the response; empty for silence.</summary>
    public ReadOnlySpan<byte> AnswerOctets(ReadOnlySpan<byte> request, Transport transport = Transport.Udp) =>
        _response.AsSpan(0, Answer(request, transport));

    /// <summary>Sends a request.</summary>
    /// <returns>Octets of the response, 0 for silence. It allocates nothing of its own.</returns>
    public int Answer(ReadOnlySpan<byte> request, Transport transport = Transport.Udp) =>
        _handler.Answer(request, _response, ClientAddress.From(Client), transport, NowMilliseconds);

    private static IReadOnlyList<IPNetwork> NetworksOf(string text) =>
        [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(network => IPNetwork.Parse(network))];
}
