using DnsRegistry.Api.Json;

namespace DnsRegistry.Api.Tests.Json;

public sealed class NearestWordTests
{
    private static readonly string[] s_words = ["id", "zone", "port", "ports", "leaseSeconds"];

    [Theory]
    [InlineData("prot", "port")]
    [InlineData("PORTS", "ports")]
    [InlineData("zones", "zone")]
    [InlineData("lease_seconds", "leaseSeconds")]
    [InlineData("xy", null)]
    [InlineData("", null)]
    [InlineData("ttl", null)]
    [InlineData("leaseSecondsleaseSecondsleaseSeconds", null)]
    public void The_word_that_was_meant_is_found(string text, string? word) => Assert.Equal(word, NearestWord.To(text, s_words));
}
