using DnsRegistry.Registry.Changes;
using DnsRegistry.Registry.Commands;
using DnsRegistry.Registry.Ejection;
using DnsRegistry.Registry.Health;
using DnsRegistry.Registry.Health.Probes;
using DnsRegistry.Registry.Instances;
using DnsRegistry.Registry.Leases.Flapping;
using DnsRegistry.Registry.Leases.Guarding;
using DnsRegistry.Registry.Metrics;
using DnsRegistry.Registry.Outcomes;
using DnsRegistry.Registry.Services;
using DnsRegistry.Registry.Storage;
using DnsRegistry.Zones;
using DnsRegistry.Zones.Routes;
using DnsRegistry.Zones.Services;
using Microsoft.Extensions.Logging;

namespace DnsRegistry.Registry;

/// <summary>
/// Who is registered, until when, how healthy. Writes go through one writer, in order: durable, then visible in DNS,
/// then acknowledged. Reads and heartbeats wait for nobody. While too much waits to be written, further changes are refused
/// with a <see cref="RegistryBusyException"/>.
/// </summary>
public sealed class ServiceRegistry : IAsyncDisposable
{
    private readonly RegistryState _state;
    private readonly RegistryMetrics _metrics;
    private readonly ServiceDirectory _directory;
    private readonly IRegistryStore _store;
    private readonly TimeProvider _time;
    private readonly RegistryWriter _writer;
    private readonly HealthMonitor? _checks;
    private readonly EjectionBook _ejection;
    private Task? _running;

    /// <summary>A registry that is not loaded yet.</summary>
    /// <param name="directory">Where DNS reads what is registered.</param>
    /// <param name="store">Where it is kept; the registry owns it from now on.</param>
    /// <param name="options">Limits and defaults.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">For operators.</param>
    /// <param name="prober">Makes checks, where that is not the network; the registry owns it from now on.</param>
    public ServiceRegistry(
        ServiceDirectory directory,
        IRegistryStore store,
        RegistryOptions options,
        TimeProvider time,
        ILogger<ServiceRegistry> logger,
        IProber? prober = null)
    {
        Options = options;
        _state = new RegistryState { Guard = new ExpiryGuard(options.Guard), Flaps = new FlapHistory(options.Flapping) };
        _directory = directory;
        _store = store;
        _time = time;
        Changes = new ChangeFeed(options, time);
        _ejection = new EjectionBook(time, EjectionPolicyOf, command => _writer!.TrySubmit(command));
        _checks = !options.AreChecksMade ? null : new HealthMonitor(
            prober ?? new NetworkProber(new CheckNetworks(options.CheckNetworks), time, options.BeginConnect),
            time,
            (key, check, isFailing) => _ = _writer!.TrySubmit(new CheckCommand(key, check, isFailing)));
        _metrics = new RegistryMetrics(_state, scope: directory);
        IReadOnlyList<IInstanceObserver> observers = _checks is null ? [_ejection] : [_ejection, _checks];
        _writer = new RegistryWriter(_state, directory, store, Changes, observers, options, time, _metrics, logger);
        _metrics.ShowQueue(() => _writer.Waiting);
    }

    /// <summary>Whether everything stored has been loaded. Until then writes wait, and DNS says SERVFAIL.</summary>
    public bool IsLoaded => _directory.IsLoaded;

    /// <summary>The revision of the last change that is visible.</summary>
    public long Revision => _state.Revision;

    /// <summary>What has changed, for those who watch.</summary>
    public ChangeFeed Changes { get; }

    /// <summary>The expiry guard while it holds instances in DNS; null while it is off.</summary>
    public GuardView? Guard => _state.Guard.View;

    /// <summary>Ends with the pass in which held instances are probed, if one is under way.</summary>
    internal Task Probing => _writer.Probing;

    /// <summary>The options in force.</summary>
    public RegistryOptions Options { get; }

    /// <summary>
    /// Begins to load, and then to write. The task ends when the registry is stopped, or with the
    /// <see cref="StoreException"/> that says why nothing could be loaded.
    /// </summary>
    public Task RunAsync(CancellationToken cancellationToken) =>
        _running ??= Task.Run(() => _writer.RunAsync(cancellationToken), CancellationToken.None);

    /// <summary>Takes no further write, finishes those that wait, and closes the store.</summary>
    public async ValueTask DisposeAsync()
    {
        _checks?.Dispose();
        _ejection.Dispose();
        _writer.Complete();
        if (_running is not null)
            await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        await _writer.DisposeAsync().ConfigureAwait(false);
        Changes.Dispose();
        _metrics.Dispose();
        await _store.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Registers an instance, or replaces its registration.</summary>
    /// <exception cref="StoreException">The registration could not be made durable; nothing has changed.</exception>
    public ValueTask<RegisterOutcome> RegisterAsync(Registration registration, Caller owner, CancellationToken cancellationToken) =>
        new(DoAsync(new RegisterCommand(registration, owner), cancellationToken));

    /// <summary>Registers many instances in one durable step; each is accepted or refused on its own.</summary>
    /// <exception cref="StoreException">They could not be made durable; nothing has changed.</exception>
    public ValueTask<IReadOnlyList<RegisterOutcome>> RegisterManyAsync(
        IReadOnlyList<Registration> registrations, Caller owner, CancellationToken cancellationToken) =>
        new(DoAsync(new RegisterManyCommand(registrations, owner), cancellationToken));

    /// <summary>Renews a lease. It waits only when the instance has to come back into DNS.</summary>
    /// <param name="key">Which instance.</param>
    /// <param name="generation">The generation that the caller registered; null means any.</param>
    /// <param name="owner">The caller.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public ValueTask<RenewOutcome> RenewAsync(InstanceKey key, long? generation, Caller owner, CancellationToken cancellationToken)
    {
        if (IsLoaded)
        {
            RenewOutcome outcome = RenewRules.Judge(_state.Find(key), generation, owner);
            if (outcome.Status != RenewStatus.Renewed)
                return ValueTask.FromResult(outcome);

            outcome.Instance!.Lease.Renew(_time.MonotonicMilliseconds());
            if (!outcome.Instance.AwaitsHeartbeat)
                return ValueTask.FromResult(outcome);
        }

        return new ValueTask<RenewOutcome>(DoAsync(new ReviveCommand(key, generation, owner), cancellationToken));
    }

    /// <summary>
    /// Renews a lease, or registers what is unknown or differs from what is known. One that says what is known already waits
    /// for nobody.
    /// </summary>
    /// <param name="registration">The instance as it should be.</param>
    /// <param name="generation">The generation that the caller registered: another one is left alone. Null means any.</param>
    /// <param name="owner">The caller.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="StoreException">The registration could not be made durable; nothing has changed.</exception>
    public async ValueTask<UpsertOutcome> UpsertAsync(
        Registration registration, long? generation, Caller owner, CancellationToken cancellationToken)
    {
        if (IsLoaded && _state.Find(registration.Key) is { } known && known.Registration.IsSameAs(registration))
        {
            RenewOutcome renewal = await RenewAsync(registration.Key, generation, owner, cancellationToken).ConfigureAwait(false);
            if (renewal.Status != RenewStatus.Unknown)
                return new UpsertOutcome(renewal, null);
        }

        return await DoAsync(new UpsertCommand(registration, generation, owner), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Takes an instance out.</summary>
    /// <inheritdoc cref="RenewAsync"/>
    /// <exception cref="StoreException">That could not be made durable; the instance is still registered.</exception>
    public ValueTask<DeregisterOutcome> DeregisterAsync(
        InstanceKey key, long? generation, Caller owner, CancellationToken cancellationToken) =>
        new(DoAsync(new DeregisterCommand(key, generation, owner), cancellationToken));

    /// <summary>Sets a service's settings as a whole, which also declares the service.</summary>
    /// <returns>Whether it had none before, and the settings as stored.</returns>
    /// <exception cref="StoreException">They could not be made durable; nothing has changed.</exception>
    public async ValueTask<(bool IsNew, StoredSettings Settings)> PutSettingsAsync(
        string service, ServiceSettings settings, CancellationToken cancellationToken)
    {
        (StoredSettings? former, StoredSettings? now) =
            await DoAsync(new SettingsCommand(service, settings), cancellationToken).ConfigureAwait(false);
        return (former is null, now!);
    }

    /// <summary>Takes a service's settings back.</summary>
    /// <returns>Whether there were any.</returns>
    /// <exception cref="StoreException">That could not be made durable; nothing has changed.</exception>
    public async ValueTask<bool> DeleteSettingsAsync(string service, CancellationToken cancellationToken)
    {
        (StoredSettings? former, _) = await DoAsync(new SettingsCommand(service, null), cancellationToken).ConfigureAwait(false);
        return former is not null;
    }

    /// <summary>Sets a service's route rules, the whole list at once, which also declares the service.</summary>
    /// <returns>Whether it had none before, and the rules as stored.</returns>
    /// <exception cref="StoreException">They could not be made durable; nothing has changed.</exception>
    public async ValueTask<(bool IsNew, StoredRoutes Routes)> PutRoutesAsync(
        string service, IReadOnlyList<RouteRule> rules, CancellationToken cancellationToken)
    {
        (StoredRoutes? former, StoredRoutes? now) =
            await DoAsync(new RoutesCommand(service, rules), cancellationToken).ConfigureAwait(false);
        return (former is null, now!);
    }

    /// <summary>Takes a service's route rules back.</summary>
    /// <returns>Whether there were any.</returns>
    /// <exception cref="StoreException">That could not be made durable; nothing has changed.</exception>
    public async ValueTask<bool> DeleteRoutesAsync(string service, CancellationToken cancellationToken)
    {
        (StoredRoutes? former, _) = await DoAsync(new RoutesCommand(service, null), cancellationToken).ConfigureAwait(false);
        return former is not null;
    }

    /// <summary>
    /// Sets what an operator says about an instance, as a whole. It stays when the instance is registered anew, or leaves.
    /// </summary>
    /// <param name="key">Which instance.</param>
    /// <param name="value">What to say.</param>
    /// <param name="mayBeAbsent">Whether it may be said of an instance that is not registered.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="StoreException">That could not be made durable; nothing has changed.</exception>
    public async ValueTask<OverrideStatus> PutOverrideAsync(
        InstanceKey key, InstanceOverride value, bool mayBeAbsent, CancellationToken cancellationToken) =>
        await DoAsync(new OverrideCommand(key, value, mayBeAbsent), cancellationToken).ConfigureAwait(false);

    /// <summary>Takes back what an operator said about an instance.</summary>
    /// <returns>Whether anything was said.</returns>
    /// <exception cref="StoreException">That could not be made durable; nothing has changed.</exception>
    public async ValueTask<bool> DeleteOverrideAsync(InstanceKey key, CancellationToken cancellationToken) =>
        await DoAsync(new OverrideCommand(key, null, mayBeAbsent: true), cancellationToken).ConfigureAwait(false) == OverrideStatus.Deleted;

    /// <summary>Moves the SOA serial: answers of the registry's zones have changed without a registration.</summary>
    /// <exception cref="StoreException">That could not be made durable; the serial is what it was.</exception>
    public async Task MoveSerialAsync(CancellationToken cancellationToken) =>
        await DoAsync(new MoveSerialCommand(), cancellationToken).ConfigureAwait(false);

    /// <summary>Ends when everything asked before has been done.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken) =>
        await DoAsync(new BarrierCommand(), cancellationToken).ConfigureAwait(false);

    /// <summary>Takes what a caller says of the requests that it sent to an instance. Nothing is written unless that ejects it.</summary>
    /// <returns>How the instance stands with its callers after that.</returns>
    public ValueTask<EjectionView> ReportAsync(ServiceInstance instance, OutcomeReport report, CancellationToken cancellationToken) =>
        _ejection.ReportAsync(instance, report, cancellationToken);

    /// <summary>How an instance stands with its callers; null when none has reported on it lately.</summary>
    public EjectionView? EjectionOf(InstanceKey key) => _ejection.Find(key);

    /// <summary>What the last check of an instance found; null when none was made.</summary>
    public CheckView? LastCheckOf(InstanceKey key) => _checks?.Find(key);

    /// <summary>One instance, or null.</summary>
    public ServiceInstance? Find(InstanceKey key) => _state.Find(key);

    /// <summary>What an operator says about an instance, registered or not; null when nothing.</summary>
    public InstanceOverride? FindOverride(InstanceKey key) => _state.FindOverride(key)?.Override;

    /// <summary>What operators say about instances, in the order of services and ids.</summary>
    public IReadOnlyList<StoredOverride> Overrides() => [.. _state.Overrides()
        .OrderBy(stored => stored.Key.Service, StringComparer.Ordinal).ThenBy(stored => stored.Key.Id, StringComparer.Ordinal)];

    /// <summary>One service, or null when it has neither instance nor settings nor rules.</summary>
    public ServiceView? FindService(string service) => _state.FindService(service)?.View();

    /// <summary>
    /// Reads something as it stands at one revision: what happens after it, and nothing before, <see cref="Watch"/> tells.
    /// While changes come faster than it can be read, it may hold some that are told again.
    /// </summary>
    /// <param name="read">Reads it; is given the revision.</param>
    public T At<T>(Func<long, T> read) => _state.At(read);

    /// <summary>Reads the changes after a revision, one by one, for as long as the reader likes.</summary>
    /// <param name="revision">The revision.</param>
    /// <param name="service">The service of interest; null for all.</param>
    /// <returns>
    /// Null when some of those changes are no longer kept, or the revision has not been reached: it is not of this registry.
    /// </returns>
    public ChangeCursor? Watch(long revision, string? service) => revision > Revision ? null : Changes.Open(revision, service);

    /// <summary>The names of all services, in ordinal order.</summary>
    public IReadOnlyList<string> ServiceNames() => _state.ServiceNames();

    private EjectionPolicy EjectionPolicyOf(string service) =>
        _state.FindService(service)?.Settings?.Settings.Ejection ?? EjectionPolicy.Default;

    private Task<TResult> DoAsync<TResult>(RegistryCommand<TResult> command, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!_writer.Submit(command))
            throw new StoreException(StoreFault.Unavailable, "The registry is stopping and takes no further writes.");

        return command.Completion.WaitAsync(cancellationToken);
    }
}
