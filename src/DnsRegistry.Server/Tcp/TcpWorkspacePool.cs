using System.Collections.Concurrent;

namespace DnsRegistry.Server.Tcp;

/// <summary>Lends workspaces, so that a thousand idle connections share the few that are answered at one moment.</summary>
/// <param name="make">Makes one more.</param>
internal sealed class TcpWorkspacePool(Func<TcpWorkspace> make)
{
    private readonly ConcurrentBag<TcpWorkspace> _free = [];

    /// <summary>Lends one, emptied.</summary>
    internal TcpWorkspace Rent()
    {
        TcpWorkspace workspace = _free.TryTake(out TcpWorkspace? free) ? free : make();
        workspace.Filled = 0;
        return workspace;
    }

    /// <summary>Takes one back.</summary>
    internal void Return(TcpWorkspace workspace) => _free.Add(workspace);
}
