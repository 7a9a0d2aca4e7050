using System.Net;
using DnsRegistry.Api.Access;
using DnsRegistry.Api.Reports;
using Microsoft.AspNetCore.Http;

namespace DnsRegistry.Api.Tests.Reports;

public class ReporterTests
{
    [Theory]
    [InlineData("10.0.0.1", "10.0.0.1", true)]
    [InlineData("10.0.0.1", "10.0.0.2", false)]
    [InlineData("10.0.0.1", "::ffff:10.0.0.1", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    public void Without_tokens_an_address_is_a_caller_and_with_IPv6_a_whole_64(string one, string other, bool areOne) =>
        Assert.Equal(areOne, From(one) == From(other));

    [Fact]
    public void Token_is_one_caller_from_wherever_it_is_used()
    {
        Assert.Equal(From("10.0.0.1", "web-team"), From("2001:db8::1", "web-team"));
        Assert.NotEqual(From("10.0.0.1", "web-team"), From("10.0.0.1", "dashboard"));
    }

    private static string From(string address, string? token = null)
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = IPAddress.Parse(address);
        if (token is not null)
            context.Features.Set(new AccessToken { Name = token, Id = token, Hash = ReadOnlyMemory<byte>.Empty });
        return Reporter.Of(context);
    }
}
