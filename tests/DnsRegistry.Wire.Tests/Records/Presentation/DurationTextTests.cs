using DnsRegistry.Wire.Records.Presentation;

namespace DnsRegistry.Wire.Tests.Records.Presentation;

public class DurationTextTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("3600", 3600)]
    [InlineData("1h30m", 5400)]
    [InlineData("1W2D3H4M5S", 788645)]
    [InlineData("4294967295", uint.MaxValue)]
    public void Seconds_may_have_units(string text, uint expected)
    {
        Assert.True(DurationText.TryParse(text, out uint seconds));
        Assert.Equal(expected, seconds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("h")]
    [InlineData("1h30")]
    [InlineData("1x")]
    [InlineData("-1")]
    [InlineData("4294967296")]
    [InlineData("7102w")]
    [InlineData("99999999999999999999999999w")]
    public void What_is_no_duration_is_refused(string text) => Assert.False(DurationText.TryParse(text, out _));
}
