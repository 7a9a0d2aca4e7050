using DnsRegistry.Api.Http;

namespace DnsRegistry.Api.Tests.Http;

public sealed class DurationTextTests
{
    [Theory]
    [InlineData("30s", 30_000)]
    [InlineData("5m", 300_000)]
    [InlineData("500ms", 500)]
    [InlineData("1h", 3_600_000)]
    [InlineData("1h30m", 5_400_000)]
    [InlineData("1.5s", 1500)]
    [InlineData("0", 0)]
    [InlineData("0s", 0)]
    public void Lengths_of_time_are_read_as_people_write_them(string text, int milliseconds)
    {
        Assert.True(DurationText.TryRead(text, out TimeSpan duration));
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), duration);
    }

    [Theory]
    [InlineData("")]
    [InlineData("30")]
    [InlineData("s")]
    [InlineData("-1s")]
    [InlineData("30S")]
    [InlineData("30 s")]
    [InlineData("1..5s")]
    [InlineData("1d")]
    [InlineData("30s5")]
    [InlineData("999999999999999999999h")]
    [InlineData("1000000000000000000000000000000000000000000s")]
    public void Anything_else_is_refused(string text) => Assert.False(DurationText.TryRead(text, out _));
}
