using System.Net;
using System.Net.Sockets;
using System.Text;
using DnsRegistry.Registry.Instances;
using DnsRegistry.Zones.Services;

namespace DnsRegistry.Registry.Projection;

/// <summary>Turns a registered instance into what DNS answers for it. Pure.</summary>
internal static class EndpointProjection
{
    private const int MaxStringOctets = 255;

    /// <summary>Where the instance stands in the name space.</summary>
    internal static EndpointPlace PlaceOf(Registration registration) =>
        new(registration.Key.Service, registration.Zone, registration.Group, registration.Version);

    /// <summary>What is answered for it while it is in this state.</summary>
    internal static Endpoint EndpointOf(ServiceInstance instance, InstanceState state)
    {
        Registration registration = instance.Registration;
        return new Endpoint(
            Encoding.ASCII.GetBytes(registration.Key.Id),
            Addresses(registration, AddressFamily.InterNetwork),
            Addresses(registration, AddressFamily.InterNetworkV6),
            [.. registration.Ports.Select(ToEndpointPort)],
            TextOf(registration.Metadata),
            instance)
        {
            Host = registration.Host,
            Port = (ushort)registration.Port,
            Weight = (ushort)registration.Weight,
            IsPassing = state == InstanceState.Passing,
        };
    }

    private static EndpointPort ToEndpointPort(NamedPort port) =>
        new(Encoding.ASCII.GetBytes(port.Name), port.Protocol == PortProtocol.Udp, (ushort)port.Port);

    private static byte[] Addresses(Registration registration, AddressFamily family)
    {
        if (registration.Addresses.Count == 1)
        {
            IPAddress sole = registration.Addresses[0];
            return sole.AddressFamily == family ? sole.GetAddressBytes() : [];
        }

        return [.. registration.Addresses.Where(address => address.AddressFamily == family).SelectMany(address => address.GetAddressBytes())];
    }

    /// <summary>
    /// <c>key=value</c> strings of one TXT record (RFC 6763 §6.3). A longer pair goes on in the next string: readers that
    /// join strings see it whole, and nothing is lost.
    /// </summary>
    private static byte[] TextOf(IReadOnlyList<KeyValuePair<string, string>> metadata)
    {
        if (metadata.Count == 0)
            return [];

        var rdata = new List<byte>();
        foreach ((string key, string value) in metadata)
        {
            ReadOnlySpan<byte> pair = Encoding.UTF8.GetBytes($"{key}={value}");
            for (; pair.Length > 0; pair = pair[Math.Min(MaxStringOctets, pair.Length)..])
            {
                ReadOnlySpan<byte> part = pair[..Math.Min(MaxStringOctets, pair.Length)];
                rdata.Add((byte)part.Length);
                rdata.AddRange(part);
            }
        }

        return [.. rdata];
    }
}
