using System.Collections.Concurrent;
using System.Net;
using DnsRegistry.Registry.Leases.Guarding;

namespace DnsRegistry.Registry.Tests.Leases.Guarding;

/// <summary>A network on which a test says who refuses a connection; everybody else is silent.</summary>
internal sealed class FakeProbe : ISuspectProbe
{
    public Func<int, ProbeVerdict> VerdictOn { get; set; } = _ => ProbeVerdict.Silent;

    public ConcurrentBag<IPEndPoint> Asked { get; } = [];

    public static string AddressOf(int number) => $"10.0.{number / 250}.{1 + (number % 250)}";

    public ValueTask<ProbeVerdict> ProbeAsync(IPEndPoint target, CancellationToken cancellationToken)
    {
        Asked.Add(target);
        byte[] octets = target.Address.GetAddressBytes();
        return ValueTask.FromResult(VerdictOn((octets[2] * 250) + octets[3] - 1));
    }
}
