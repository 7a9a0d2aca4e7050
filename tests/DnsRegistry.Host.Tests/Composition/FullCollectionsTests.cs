using DnsRegistry.Host.Composition;

namespace DnsRegistry.Host.Tests.Composition;

/// <summary>When old objects are collected, told by a collector that exists only here.</summary>
public class FullCollectionsTests
{
    private const long MiB = 1 << 20;

    private readonly FullCollections _collections;
    private CollectorState _state = new(Begun: 3, LastEnded: 17, OldOctetsAfterLast: 100 * MiB, OldOctets: 100 * MiB);
    private int _begun;

    public FullCollectionsTests() => _collections = new FullCollections(
        () => _state,
        () =>
        {
            _begun++;
            _state = _state with { Begun = _state.Begun + 1 };
        });

    [Fact]
    public void One_begins_when_old_objects_are_a_fifth_more_and_the_next_a_fifth_after_it()
    {
        Assert.False(_collections.AreUnderWay());
        _state = _state with { OldOctets = 121 * MiB };
        Assert.False(_collections.AreUnderWay());

        _state = _state with { OldOctets = 122 * MiB };
        Assert.True(_collections.AreUnderWay());
        Assert.True(_collections.AreUnderWay());
        Assert.Equal(1, _begun);

        _state = _state with { LastEnded = 40, OldOctetsAfterLast = 110 * MiB, OldOctets = 110 * MiB };
        Assert.False(_collections.AreUnderWay());
        _state = _state with { OldOctets = 135 * MiB };
        Assert.True(_collections.AreUnderWay());
        Assert.Equal(2, _begun);
    }

    [Fact]
    public void One_that_the_collector_began_by_itself_is_under_way_until_it_ends()
    {
        _state = _state with { Begun = 4, OldOctets = 150 * MiB };
        Assert.True(_collections.AreUnderWay());
        Assert.Equal(0, _begun);

        _state = _state with { LastEnded = 18, OldOctetsAfterLast = 150 * MiB };
        Assert.False(_collections.AreUnderWay());
    }

    [Fact]
    public void One_that_was_over_at_once_is_not_under_way()
    {
        _state = _state with { Begun = 4, LastEnded = 18 };

        Assert.False(_collections.AreUnderWay());
    }

    [Fact]
    public void Few_old_objects_are_left_to_the_collector()
    {
        _state = _state with { OldOctetsAfterLast = MiB, OldOctets = 3 * MiB };

        Assert.False(_collections.AreUnderWay());
        Assert.Equal(0, _begun);
    }
}
