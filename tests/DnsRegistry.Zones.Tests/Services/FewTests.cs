using DnsRegistry.Zones.Services;

namespace DnsRegistry.Zones.Tests.Services;

public class FewTests
{
    [Theory]
    [InlineData("", 0, 0, "", "")]
    [InlineData("", 0, 0, "x", "x")]
    [InlineData("", 0, 0, "xy", "xy")]
    [InlineData("a", 0, 1, "", "")]
    [InlineData("a", 0, 1, "x", "x")]
    [InlineData("a", 0, 1, "xy", "xy")]
    [InlineData("a", 0, 0, "x", "xa")]
    [InlineData("a", 1, 0, "x", "ax")]
    [InlineData("ab", 0, 1, "", "b")]
    [InlineData("ab", 1, 1, "", "a")]
    [InlineData("ab", 0, 2, "", "")]
    [InlineData("ab", 0, 2, "x", "x")]
    [InlineData("abc", 0, 2, "", "c")]
    [InlineData("abc", 1, 2, "", "a")]
    [InlineData("abc", 1, 1, "", "ac")]
    [InlineData("abc", 1, 1, "xy", "axyc")]
    [InlineData("abc", 1, 2, "x", "ax")]
    public void Some_make_way_for_others(string before, int at, int removed, string added, string after)
    {
        Few<string> list = default(Few<string>).With(0, 0, Letters(before));

        Few<string> changed = list.With(at, removed, Letters(added));

        Assert.Equal(Letters(after), changed.Items.ToArray());
        Assert.Equal(after.Length, changed.Count);
        Assert.Equal(Letters(before), list.Items.ToArray());
    }

    [Fact]
    public void A_list_of_nothing_is_empty()
    {
        Few<string> list = default;

        Assert.Equal(0, list.Count);
        Assert.Empty(list.Items.ToArray());
    }

    private static string[] Letters(string text) => [.. text.Select(letter => letter.ToString())];
}
