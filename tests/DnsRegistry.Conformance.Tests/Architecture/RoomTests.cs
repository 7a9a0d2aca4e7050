using System.Reflection;

namespace DnsRegistry.Conformance.Tests.Architecture;

/// <summary>Which room of the source may know which. Project references say it first; here it is said with a reason.</summary>
public class RoomTests
{
    [Theory]
    [InlineData("DnsRegistry.Wire", "", "it turns octets into values and back, and knows nothing else")]
    [InlineData("DnsRegistry.Zones", "DnsRegistry.Wire", "answers are made of wire values, and of nothing that changes")]
    [InlineData("DnsRegistry.Server", "DnsRegistry.Wire DnsRegistry.Zones", "the query path knows zones, not who is registered")]
    [InlineData("DnsRegistry.Registry", "DnsRegistry.Wire DnsRegistry.Zones",
        "the registry publishes answers, and never meets a socket of DNS")]
    public void Room_knows_only_what_it_may(string room, string allowed, string reason)
    {
        string[] known = [.. Assembly.Load(room).GetReferencedAssemblies().Select(reference => reference.Name!)
            .Where(name => name.StartsWith("DnsRegistry.", StringComparison.Ordinal))];

        string[] forbidden = [.. known.Except(allowed.Split(' '))];
        Assert.True(forbidden.Length == 0, $"{room} must not refer to {string.Join(", ", forbidden)}: {reason}.");
    }

    [Theory]
    [InlineData("DnsRegistry.Wire")]
    [InlineData("DnsRegistry.Zones")]
    [InlineData("DnsRegistry.Server")]
    [InlineData("DnsRegistry.Registry")]
    public void Room_has_no_codec_of_another_behind_it(string room)
    {
        string[] others = ["ARSoft.Tools.Net", "DnsClient", "LiteDB"];

        Assert.DoesNotContain(Assembly.Load(room).GetReferencedAssemblies(), reference => others.Contains(reference.Name));
    }
}
