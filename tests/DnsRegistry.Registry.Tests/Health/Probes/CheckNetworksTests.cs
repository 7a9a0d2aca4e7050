using System.Net;
using DnsRegistry.Registry.Health.Probes;

namespace DnsRegistry.Registry.Tests.Health.Probes;

public class CheckNetworksTests
{
    [Theory]
    [InlineData("10.0.0.7", true)]
    [InlineData("127.0.0.1", true)]
    [InlineData("fd00::7", true)]
    [InlineData("169.254.169.254", false)]
    [InlineData("::ffff:169.254.169.254", false)]
    [InlineData("fe80::1", false)]
    public void Checks_go_anywhere_but_to_link_local_addresses_where_nothing_is_set(string address, bool isAllowed) =>
        Assert.Equal(isAllowed, new CheckNetworks([]).Allows(IPAddress.Parse(address)));

    [Theory]
    [InlineData("10.0.0.7", true)]
    [InlineData("::ffff:10.0.0.7", true)]
    [InlineData("169.254.1.1", true)]
    [InlineData("127.0.0.1", false)]
    [InlineData("fd00::7", false)]
    public void Checks_go_only_to_the_networks_that_are_set(string address, bool isAllowed) =>
        Assert.Equal(
            isAllowed,
            new CheckNetworks([IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("169.254.0.0/16")]).Allows(IPAddress.Parse(address)));
}
