using DnsRegistry.Registry.Instances;
using DnsRegistry.Registry.Services;
using DnsRegistry.Registry.Storage;

namespace DnsRegistry.Testing.Storage;

/// <summary>
/// A store without a disk. A test can let commits fail or wait, count them, and open the same content again as if the
/// process had been restarted.
/// </summary>
public sealed class InMemoryStore : IRegistryStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<InstanceKey, StoredInstance> _instances;
    private readonly Dictionary<string, StoredSettings> _settings;
    private readonly Dictionary<string, StoredRoutes> _routes;
    private readonly Dictionary<InstanceKey, StoredOverride> _overrides;
    private readonly Queue<StoreFault> _failures = new();
    private TaskCompletionSource? _hold;
    private TaskCompletionSource _held = NewSignal();
    private bool _isDisposed;

    /// <summary>An empty store.</summary>
    public InMemoryStore()
        : this([], [], [], [], StoredHead.Empty)
    {
    }

    private InMemoryStore(
        Dictionary<InstanceKey, StoredInstance> instances,
        Dictionary<string, StoredSettings> settings,
        Dictionary<string, StoredRoutes> routes,
        Dictionary<InstanceKey, StoredOverride> overrides,
        StoredHead head)
    {
        _overrides = overrides;
        _instances = instances;
        _settings = settings;
        _routes = routes;
        Head = head;
    }

    /// <summary>The head of the last commit that was kept.</summary>
    public StoredHead Head { get; private set; }

    /// <summary>How many commits were kept.</summary>
    public int CommitCount { get; private set; }

    /// <summary>Ends when a commit has come that is held back by <see cref="HoldCommits"/>.</summary>
    public Task CommitHeld => _held.Task;

    /// <summary>Lets the next commits fail; nothing of them is kept.</summary>
    public void FailNextCommits(int count, StoreFault fault = StoreFault.Unavailable)
    {
        lock (_lock)
        {
            for (int i = 0; i < count; i++)
                _failures.Enqueue(fault);
        }
    }

    /// <summary>Holds commits back until <see cref="ReleaseCommits"/>: they are neither kept nor answered.</summary>
    public void HoldCommits()
    {
        lock (_lock)
        {
            _hold ??= NewSignal();
            if (_held.Task.IsCompleted)
                _held = NewSignal();
        }
    }

    /// <summary>Lets commits through again.</summary>
    public void ReleaseCommits()
    {
        lock (_lock)
        {
            _hold?.SetResult();
            _hold = null;
        }
    }

    /// <summary>A new store with what this one has kept: what is found after a restart, or after a crash.</summary>
    public InMemoryStore Reopen()
    {
        lock (_lock)
            return new InMemoryStore(new(_instances), new(_settings), new(_routes), new(_overrides), Head);
    }

    /// <inheritdoc/>
    public ValueTask<StoredHead> LoadAsync(IStoreReader reader, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        lock (_lock)
        {
            foreach (StoredInstance instance in _instances.Values)
                reader.OnInstance(instance);
            foreach (StoredSettings settings in _settings.Values)
                reader.OnSettings(settings);
            foreach (StoredRoutes routes in _routes.Values)
                reader.OnRoutes(routes);
            foreach (StoredOverride stored in _overrides.Values)
                reader.OnOverride(stored);
            return ValueTask.FromResult(Head);
        }
    }

    /// <inheritdoc/>
    public async ValueTask CommitAsync(StoreCommit commit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(commit);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        cancellationToken.ThrowIfCancellationRequested();
        if (TakeHold() is Task hold)
            await hold.WaitAsync(cancellationToken);

        lock (_lock)
        {
            if (_failures.TryDequeue(out StoreFault fault))
                throw new StoreException(fault, "The test lets this commit fail.");

            Keep(commit);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _isDisposed = true;
        return ValueTask.CompletedTask;
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Task? TakeHold()
    {
        lock (_lock)
        {
            if (_hold is null)
                return null;

            _held.TrySetResult();
            return _hold.Task;
        }
    }

    private void Keep(StoreCommit commit)
    {
        foreach ((InstanceKey key, StoredInstance? value) in commit.Instances)
            _instances.Keep(key, value);
        foreach ((string service, StoredSettings? value) in commit.Settings)
            _settings.Keep(service, value);
        foreach ((string service, StoredRoutes? value) in commit.Routes)
            _routes.Keep(service, value);
        foreach ((InstanceKey key, StoredOverride? value) in commit.Overrides)
            _overrides.Keep(key, value);

        Head = commit.Head;
        CommitCount++;
    }
}
