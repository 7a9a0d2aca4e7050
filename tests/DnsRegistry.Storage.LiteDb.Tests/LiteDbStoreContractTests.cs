using DnsRegistry.Registry.Storage;
using DnsRegistry.Testing.Storage;

namespace DnsRegistry.Storage.LiteDb.Tests;

/// <summary>The contract on an ordinary disk, and on a small one where that can be mounted: only there can writing fail.</summary>
public sealed class LiteDbStoreContractTests : RegistryStoreContract
{
    private readonly SmallDisk? _disk = SmallDisk.TryMount(mebibytes: 48);
    private readonly TemporaryFolder _folder = new();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _disk?.Dispose();
        _folder.Dispose();
    }

    protected override IRegistryStore Open() => LiteDbStore.Open(_disk?.Folder ?? _folder.Path);

    protected override bool TryFailNextCommit(IRegistryStore store)
    {
        _disk?.FillUp(leaveFree: 16 * 1024);
        return _disk is not null;
    }

    protected override void LetCommitsSucceed(IRegistryStore store) => _disk!.MakeRoom();
}
