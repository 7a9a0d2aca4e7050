using DnsRegistry.EndToEnd.Tests.Running;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(LongestFirst))]

namespace DnsRegistry.EndToEnd.Tests.Running;

/// <summary>Begins with the tests that wait for more than a minute: all others run meanwhile.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    /// <inheritdoc/>
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(tests => tests.TestCollectionDisplayName.Contains(nameof(PauseTests), StringComparison.Ordinal) ? 0 : 1)];
}
