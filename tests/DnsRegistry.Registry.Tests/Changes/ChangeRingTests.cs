using DnsRegistry.Registry.Changes;
using DnsRegistry.Registry.Instances;
using DnsRegistry.Testing.Registrations;

namespace DnsRegistry.Registry.Tests.Changes;

public class ChangeRingTests
{
    [Fact]
    public void It_keeps_as_many_changes_as_it_may_and_says_since_when()
    {
        var ring = new ChangeRing(maxCount: 5, long.MaxValue);
        ring.Begin(10);
        for (int i = 1; i <= 4; i++)
            ring.Add(Change(10 * (1 + i)));
        Assert.Equal(10, ring.Floor);

        for (int i = 5; i <= 200; i++)
            ring.Add(Change(10 * (1 + i)));

        Assert.Equal(1960, ring.Floor);
        Assert.Equal(200, ring.Next);
        Assert.Null(ring.At(194));

        // Those long gone whose room newer ones have now, however much there is.
        Assert.All(Enumerable.Range(0, 195), position => Assert.Null(ring.At(position)));
        Assert.Equal([1970, 1980, 1990, 2000, 2010], Enumerable.Range(195, 5).Select(position => ring.At(position)?.Revision));
    }

    [Fact]
    public void It_lets_old_changes_go_when_new_ones_hold_on_to_much()
    {
        var ring = new ChangeRing(maxCount: 1000, maxOctets: 100_000);
        for (int i = 1; i <= 50; i++)
            ring.Add(Change(i));
        Assert.Equal(0, ring.Floor);

        ring.Add(Change(51, metadata: 30_000));

        Assert.Equal(39, ring.Floor);
        ring.Add(Change(52, metadata: 1_000_000));
        Assert.Equal(51, ring.Floor);
        Assert.Equal(52, ring.At(51)?.Revision);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    [InlineData(3, 1)]
    [InlineData(6, 3)]
    [InlineData(99, 3)]
    public void It_finds_the_first_change_after_a_revision(long revision, long position)
    {
        var ring = new ChangeRing(maxCount: 64, long.MaxValue);
        foreach (long known in new[] { 2, 4, 6, 8 })
            ring.Add(Change(known));

        Assert.Equal(position, ring.PositionAfter(revision, end: 3));
    }

    [Fact]
    public void Readers_beside_the_writer_see_every_change_or_learn_that_it_has_gone()
    {
        const int Changes = 200_000;
        var ring = new ChangeRing(maxCount: 300, long.MaxValue);
        long written = 0;
        RegistryChange[] changes = [.. Enumerable.Range(1, Changes).Select(i => Change(i))];
        long[] wrong = new long[2];
        Thread[] readers =
        [
            .. Enumerable.Range(0, wrong.Length).Select(number => new Thread(() =>
            {
                for (long end = 0; end < Changes;)
                {
                    end = Volatile.Read(ref written);
                    long revision = Math.Max(0, end - 150);
                    long position = ring.PositionAfter(revision, end);
                    RegistryChange? found = position < end ? ring.At(position) : null;

                    // The revision is one more than the position here.
                    if (ring.Floor <= revision && position < end && position != revision)
                        wrong[number]++;
                    if (found is { } change && change.Revision != position + 1)
                        wrong[number]++;
                }
            })),
        ];
        foreach (Thread reader in readers)
            reader.Start();
        foreach (RegistryChange change in changes)
        {
            ring.Add(change);
            Volatile.Write(ref written, change.Revision);
        }

        foreach (Thread reader in readers)
            reader.Join();

        Assert.Equal([0, 0], wrong);
    }

    private static RegistryChange Change(long revision, int metadata = 0)
    {
        var builder = new RegistrationBuilder();
        if (metadata > 0)
            builder.WithMetadata("text", new string('x', metadata));
        return new RegistryChange(
            ChangeKind.Registered, revision, builder.BuildInstance(), InstanceState.Passing);
    }
}
