using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;
using DnsRegistry.Registry.Instances;
using DnsRegistry.Registry.Validation;
using DnsRegistry.Wire.Names;
using DnsRegistry.Zones.Services;

namespace DnsRegistry.Registry.Projection;

/// <summary>Turns a registered instance into what DNS answers for it. Pure.</summary>
internal static class EndpointProjection
{
    private const int MaxStringOctets = 255;

    /// <summary>Where the instance stands in the name space.</summary>
    internal static EndpointPlace PlaceOf(Registration registration) =>
        new(registration.Key.Service, registration.Zone, registration.Group, registration.Version);

    /// <summary>What is answered for it.</summary>
    /// <param name="instance">The instance.</param>
    /// <param name="faults">What stands against it.</param>
    /// <param name="operatorOverride">What an operator says about it, or null. Whom an operator takes out has no weight.</param>
    /// <param name="isHeld">Whether the expiry guard holds it.</param>
    internal static Endpoint EndpointOf(
        ServiceInstance instance, HealthFaults faults, InstanceOverride? operatorOverride, bool isHeld = false)
    {
        Registration registration = instance.Registration;
        Span<byte> label = stackalloc byte[DomainName.MaxLabelOctets];
        label = label[..Encoding.ASCII.GetBytes(registration.Key.Id, label)];
        Span<byte> ipv4 = stackalloc byte[4 * RegistrationRules.MaxAddresses];
        Span<byte> ipv6 = stackalloc byte[16 * RegistrationRules.MaxAddresses];
        return new Endpoint(
            label,
            ipv4[..Write(registration, AddressFamily.InterNetwork, ipv4)],
            ipv6[..Write(registration, AddressFamily.InterNetworkV6, ipv6)],
            registration.Ports.Count == 0 ? [] : [.. registration.Ports.Select(ToEndpointPort)],
            TextOf(registration.Metadata),
            instance)
        {
            Host = registration.Host,
            Port = (ushort)registration.Port,
            Weight = (ushort)(operatorOverride?.WeightFor(registration.Weight) ?? registration.Weight),
            IsPassing = InstanceLife.StateWith(faults) == InstanceState.Passing,
            IsStale = isHeld,
        };
    }

    private static EndpointPort ToEndpointPort(NamedPort port) =>
        new(Encoding.ASCII.GetBytes(port.Name), port.Protocol == PortProtocol.Udp, (ushort)port.Port);

    private static int Write(Registration registration, AddressFamily family, Span<byte> octets)
    {
        if (registration.SoleIPv4 is { } sole)
        {
            if (family != AddressFamily.InterNetwork)
                return 0;

            MemoryMarshal.Write(octets, sole);
            return sizeof(uint);
        }

        int written = 0;
        IReadOnlyList<IPAddress> addresses = registration.Addresses;
        for (int i = 0; i < addresses.Count; i++)
        {
            IPAddress address = addresses[i];
            if (address.AddressFamily == family && address.TryWriteBytes(octets[written..], out int length))
                written += length;
        }

        return written;
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
