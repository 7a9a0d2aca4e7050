using DnsRegistry.Registry.Leases.Guarding;

namespace DnsRegistry.Registry.Tests.Leases.Guarding;

public class GuardRulesTests
{
    private static readonly ExpiryGuardOptions s_options = new();

    [Theory]
    [InlineData(10, 33, true)]
    [InlineData(10, 34, false)]
    [InlineData(9, 9, false)]
    [InlineData(300_000, 1_000_000, true)]
    [InlineData(299_999, 1_000_000, false)]
    public void Alarm_needs_the_share_and_the_number(int silent, int all, bool isAlarming) =>
        Assert.Equal(isAlarming, GuardRules.IsAlarming(new LeaseCount(silent, all), s_options));

    [Fact]
    public void Guard_that_is_switched_off_is_never_alarmed() =>
        Assert.False(GuardRules.IsAlarming(new LeaseCount(1000, 1000), s_options with { SharePercent = 0 }));

    [Theory]
    [InlineData(null, 301_000)]
    [InlineData(50_000L, 80_000)]
    [InlineData(290_000L, 301_000)]
    public void Instance_is_held_ten_leases_or_one_when_the_others_are_back(long? calmSince, long until) =>
        Assert.Equal(until, GuardRules.HeldUntil(1_000, 30_000, calmSince, s_options));

    [Theory]
    [InlineData(1, 1)]
    [InlineData(13, 1)]
    [InlineData(14, 2)]
    [InlineData(999, 149)]
    [InlineData(1000, 150)]
    public void Fifteen_percent_are_withdrawn_at_most_but_one_always_may(int held, int most) =>
        Assert.Equal(most, GuardRules.MostWithdrawn(held, s_options));
}
