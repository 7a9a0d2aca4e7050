using DnsRegistry.Registry.Storage;
using DnsRegistry.Testing.Storage;

namespace DnsRegistry.Storage.LiteDb.Tests;

/// <summary>The store that tests of other rooms use keeps the same contract.</summary>
public sealed class InMemoryStoreContractTests : RegistryStoreContract
{
    private InMemoryStore? _last;

    protected override IRegistryStore Open() => _last = _last?.Reopen() ?? new InMemoryStore();

    protected override bool TryFailNextCommit(IRegistryStore store)
    {
        ((InMemoryStore)store).FailNextCommits(1);
        return true;
    }

    protected override void LetCommitsSucceed(IRegistryStore store)
    {
    }
}
