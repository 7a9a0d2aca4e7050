using DnsRegistry.Registry.Health;

namespace DnsRegistry.Registry.Tests.Health;

public class CheckTallyTests
{
    [Theory]
    [InlineData("FF", false)]
    [InlineData("FFF", true)]
    [InlineData("FFPFF", false)]
    [InlineData("FFPFFF", true)]
    [InlineData("FFFP", true)]
    [InlineData("FFFPP", false)]
    [InlineData("FFFPFP", true)]
    [InlineData("FFFPPFF", false)]
    [InlineData("PPPPFFF", true)]
    public void Three_failures_in_a_row_take_it_out_and_two_passes_in_a_row_bring_it_back(string outcomes, bool isFailing)
    {
        var tally = default(CheckTally);

        foreach (char outcome in outcomes)
            tally = tally.After(outcome == 'P', failures: 3, passes: 2);

        Assert.Equal(isFailing, tally.IsFailing);
    }
}
