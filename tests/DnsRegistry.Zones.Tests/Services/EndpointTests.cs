using System.Text;
using DnsRegistry.Testing;
using DnsRegistry.Zones.Services;

namespace DnsRegistry.Zones.Tests.Services;

public class EndpointTests
{
    // On both sides of what lies in place.
    [Theory]
    [InlineData(1, 0, 0, 0)]
    [InlineData(8, 1, 0, 0)]
    [InlineData(20, 1, 0, 0)]
    [InlineData(21, 1, 0, 0)]
    [InlineData(36, 1, 0, 0)]
    [InlineData(63, 16, 16, 400)]
    [InlineData(8, 0, 1, 0)]
    [InlineData(9, 0, 1, 0)]
    [InlineData(4, 1, 1, 0)]
    [InlineData(4, 1, 0, 16)]
    [InlineData(4, 1, 0, 17)]
    [InlineData(5, 0, 0, 60_000)]
    public void What_was_given_is_read_back(int idOctets, int ipv4, int ipv6, int textOctets)
    {
        byte[] id = Encoding.ASCII.GetBytes(new string('a', idOctets - 1) + "z");
        byte[] four = [.. Enumerable.Range(1, ipv4 * 4).Select(n => (byte)n)];
        byte[] six = [.. Enumerable.Range(100, ipv6 * 16).Select(n => (byte)n)];
        byte[] text = [.. Enumerable.Range(7, textOctets).Select(n => (byte)n)];

        var endpoint = new Endpoint(id, four, six, [], text, new Forever());

        Assert.Equal(id, endpoint.Id);
        Assert.Equal(four, endpoint.IPv4);
        Assert.Equal(six, endpoint.IPv6);
        Assert.Equal(text, endpoint.Text);
        Assert.True(endpoint.IsAnsweredLike(new Endpoint(id, four, six, [], text, new Forever())));
        Assert.False(endpoint.IsAnsweredLike(new Endpoint(id, four, six, [], [.. text, 1], new Forever())));
        Assert.False(endpoint.IsAnsweredLike(new Endpoint(id.AsSpan(..^1), four, six, [], text, new Forever())));
    }
}
