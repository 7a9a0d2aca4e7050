using System.Diagnostics;
using DnsRegistry.LoadGenerator.Http;
using DnsRegistry.LoadGenerator.Workloads;

namespace DnsRegistry.LoadGenerator.Tests.Workloads;

public class PacedTests
{
    [Fact]
    public void Calls_are_held_back_until_it_is_their_turn()
    {
        var paced = new Paced(new Endless(), perSecond: 1000);
        long begun = Stopwatch.GetTimestamp();

        for (int i = 0; i < 4; i++)
            Assert.False(paced.Next(null!, out _).IsEmpty);

        // The first hundred at once, each further one a tenth of a second later.
        Assert.InRange(Stopwatch.GetElapsedTime(begun).TotalSeconds, 0.29, 60);
    }

    /// <summary>A hundred things a call, for ever.</summary>
    private sealed class Endless : IWorkload
    {
        public ReadOnlySpan<byte> Next(RequestWriter writer, out int items)
        {
            items = 100;
            return "x"u8;
        }

        public bool IsRight(in HttpReply reply, int items) => true;
    }
}
