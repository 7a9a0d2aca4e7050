using System.Globalization;
using System.Net;
using DnsRegistry.Registry.Instances;

namespace DnsRegistry.Benchmarks.Populations;

/// <summary>Many ordinary registrations: services <c>s0</c>, <c>s1</c>, … in zone <c>z1</c>, with a few instances each.</summary>
internal static class Population
{
    /// <summary>A day: nothing ends while something is measured.</summary>
    internal const int LeaseSeconds = 86_400;

    /// <summary>The registrations.</summary>
    /// <param name="instances">How many.</param>
    /// <param name="perService">How many of them share a service.</param>
    internal static Registration[] Of(int instances, int perService)
    {
        string[] ids = [.. Enumerable.Range(0, perService).Select(id => string.Create(CultureInfo.InvariantCulture, $"i{id}"))];
        var registrations = new Registration[instances];
        string service = "";
        for (int n = 0; n < instances; n++)
        {
            if (n % perService == 0)
                service = ServiceName(n / perService);
            registrations[n] = Registration(new InstanceKey(service, ids[n % perService]), n);
        }

        return registrations;
    }

    /// <summary>One further instance for each of the first services.</summary>
    /// <param name="services">How many services.</param>
    internal static Registration[] Newcomers(int services) =>
        [.. Enumerable.Range(0, services).Select(n => Registration(new InstanceKey(ServiceName(n), "newcomer"), n))];

    /// <summary>The name of a service.</summary>
    internal static string ServiceName(int service) => string.Create(CultureInfo.InvariantCulture, $"s{service}");

    /// <summary>The same registration with another address; done twice, it is the first one again.</summary>
    internal static Registration Moved(Registration registration)
    {
        byte[] address = registration.Addresses[0].GetAddressBytes();
        address[1] ^= 0x80;
        return registration with { Addresses = [new IPAddress(address)] };
    }

    private static Registration Registration(InstanceKey key, int n) => new()
    {
        Key = key,
        Zone = "z1",
        Addresses = [new IPAddress([10, (byte)(n >> 16), (byte)(n >> 8), (byte)n])],
        Port = 8080,
        LeaseSeconds = LeaseSeconds,
    };
}
