using DnsRegistry.Registry.Changes;
using DnsRegistry.Registry.Commands;
using DnsRegistry.Registry.Instances;
using DnsRegistry.Registry.Leases;
using DnsRegistry.Registry.Leases.Guarding;
using DnsRegistry.Registry.Metrics;
using DnsRegistry.Registry.Publishing;
using DnsRegistry.Registry.Services;
using DnsRegistry.Registry.Storage;
using DnsRegistry.Wire.Records;
using DnsRegistry.Zones;
using DnsRegistry.Zones.Services;
using Microsoft.Extensions.Logging;

namespace DnsRegistry.Registry;

/// <summary>
/// The only writer of the registry. It takes the commands that are waiting, as many as there are, plans them in order,
/// makes the plan durable in one commit, makes it visible, and then answers the callers. While a commit is under way
/// the next commands gather: the busier it is, the more share one commit.
/// </summary>
internal sealed partial class RegistryWriter : IAsyncDisposable
{
    /// <summary>Commands that share a commit, at most.</summary>
    private const int MaxBatch = 1024;

    private readonly RegistryState _state;
    private readonly ServiceDirectory _directory;
    private readonly IRegistryStore _store;
    private readonly ChangeFeed _changes;
    private readonly RegistryOptions _options;
    private readonly TimeProvider _time;
    private readonly RegistryMetrics _metrics;
    private readonly ILogger _logger;

    private readonly CommandQueue _queue;
    private readonly List<RegistryCommand> _batch = [];
    private readonly PlannedInstances _planned;
    private readonly CommitPace _pace;
    private readonly CommitComposer _composer;
    private readonly LeaseSweeper _sweeper;
    private readonly PauseKeeper _pauses;
    private readonly GuardKeeper _guard;
    private readonly InstancePublisher _instances;
    private readonly RoutePublisher _routes;
    private readonly PlanPublisher _publisher;
    private bool _isStoreFailing;
    private bool _isSerialOwed;

    /// <summary>A writer that has not begun.</summary>
    /// <param name="state">What it changes.</param>
    /// <param name="directory">Where DNS reads it.</param>
    /// <param name="store">Where it is kept.</param>
    /// <param name="changes">Tells those who watch.</param>
    /// <param name="observers">Those of the registry that follow instances.</param>
    /// <param name="options">Limits and defaults.</param>
    /// <param name="time">The clock.</param>
    /// <param name="metrics">Counts commits.</param>
    /// <param name="logger">For operators.</param>
    internal RegistryWriter(
        RegistryState state,
        ServiceDirectory directory,
        IRegistryStore store,
        ChangeFeed changes,
        IReadOnlyList<IInstanceObserver> observers,
        RegistryOptions options,
        TimeProvider time,
        RegistryMetrics metrics,
        ILogger logger)
    {
        (_state, _directory, _store, _changes) = (state, directory, store, changes);
        (_options, _time, _metrics, _logger) = (options, time, metrics, logger);
        _queue = new CommandQueue(options.MaxWaitingChanges, time);
        _pace = new CommitPace(options.CommitInterval, options.StreamCommitInterval, time, _queue);
        _planned = new PlannedInstances(state);
        _composer = new CommitComposer(state, options);
        var calendar = new LeaseCalendar();
        _sweeper = new LeaseSweeper(calendar, _queue, time);
        _pauses = new PauseKeeper(state, _queue, options.PulseInterval, time, metrics.Leases, logger);
        _guard = new GuardKeeper(state.Guard, _queue, options.Guard, time, metrics.Leases, logger);
        _instances = new InstancePublisher(state, directory, calendar, observers);
        _routes = new RoutePublisher(state, directory, _queue, time);
        _publisher = new PlanPublisher(state, directory, _instances, _routes, changes, options);
    }

    /// <summary>Changes that wait, or are being made durable.</summary>
    internal int Waiting => _queue.Waiting;

    /// <summary>Ends with the pass of probes that is under way.</summary>
    internal Task Probing => _guard.Probing;

    /// <summary>Hands a command over.</summary>
    /// <returns><see langword="false"/> when no further command is taken at all.</returns>
    /// <exception cref="RegistryBusyException">Too much waits already. What would never fit is taken when nothing waits.</exception>
    internal bool Submit(RegistryCommand command)
    {
        if (!_queue.TryCharge(command))
        {
            _metrics.NoteRefusal();
            throw new RegistryBusyException();
        }

        return _queue.TryAdd(command);
    }

    /// <summary>Hands a command over if there is room for it.</summary>
    internal bool TrySubmit(RegistryCommand command) => _queue.TryCharge(command) && _queue.TryAdd(command);

    /// <summary>
    /// Loads what is stored, then carries commands out until <see cref="Complete"/>. Those that came meanwhile have waited.
    /// </summary>
    /// <exception cref="StoreException">What is stored cannot be read.</exception>
    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken).ConfigureAwait(false);
        _sweeper.Arm();
        _routes.Begin();
        _pauses.Begin();

        // A thread of its own: it waits for the disk and for further changes, and on a thread of the pool each of these waits
        // would take two more threads to begin and to end.
        await Task.Factory.StartNew(Work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)
            .ConfigureAwait(false);
    }

    /// <summary>Takes no further command; those that wait are carried out.</summary>
    internal void Complete() => _queue.Complete();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _sweeper.DisposeAsync().ConfigureAwait(false);
        await _routes.DisposeAsync().ConfigureAwait(false);
        await _pauses.DisposeAsync().ConfigureAwait(false);
        await _guard.DisposeAsync().ConfigureAwait(false);
    }

    private void Work()
    {
        Thread.CurrentThread.Name = "registry-writer";
        while (_queue.Wait())
        {
            _pace.Keep();
            _queue.TakeInto(_batch, MaxBatch);
            CarryOut();
            _planned.Clear();
            _batch.Clear();
            _sweeper.Arm();
            _guard.Follow();
        }
    }

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        using var loader = new RegistryLoader(_state, _directory, _options, _time);
        StoredHead head = await _store.LoadAsync(loader, cancellationToken).ConfigureAwait(false);
        loader.Finish();
        loader.Dispose();

        // From 1 on: to those who poll, 0 means that they have seen nothing yet. Like the serial it moves where loading has
        // made passing again what was critical: whoever watched must not take it that nothing has changed.
        _state.Revision = Math.Max(1, head.IsAnswerAsLoaded ? head.Revision : head.Revision + 1);
        _changes.Begin(head.Revision == 0 ? 0 : _state.Revision, _state.Revision);
        long now = _time.MonotonicMilliseconds();
        foreach (ServiceRecord service in _state.Services())
        {
            // Not in the order of the index, which is one of hashes: those of a service lie side by side in memory.
            foreach (ServiceInstance instance in service.Instances)
                _instances.Begin(instance, now);
        }

        _publisher.Begin(head.IsAnswerAsLoaded ? head.Serial : head.Serial.Next);
        LogLoaded(_logger, _state.Count, head.Revision);
    }

    private void CarryOut()
    {
        var plan = new CommitPlan(_state, _options, _time, canWrite: true, _planned);
        _pauses.GiveBackLostTime(plan.NowMilliseconds);
        foreach (RegistryCommand command in _batch)
        {
            command.Plan(plan);
            ProcessorTurn.Offer();
        }

        if (!plan.IsEmpty)
        {
            StoreCommit commit = _composer.Compose(plan, _publisher.Serial, _isSerialOwed && plan.HasWrites);
            try
            {
                if (plan.HasWrites)
                {
                    _pace.Begin();
                    long begun = _time.GetTimestamp();

                    // Nothing else is to be done meanwhile, and the thread is there for it.
                    _store.CommitAsync(commit, CancellationToken.None).AsTask().GetAwaiter().GetResult();
                    _metrics.NoteCommit(_time.GetElapsedTime(begun));
                }
            }
            catch (StoreException failure)
            {
                Fail(failure);
                return;
            }

            _isSerialOwed &= !plan.HasWrites;
            _publisher.Publish(plan, commit.Head.Serial);
        }

        if (_isStoreFailing && plan.HasWrites)
        {
            _isStoreFailing = false;
            LogStoreRecovered(_logger);
        }

        _queue.MakeRoom(_batch);
        foreach (RegistryCommand command in _batch)
            command.Acknowledge();
    }

    /// <summary>
    /// Nothing that has to be kept happens; but leases end and heartbeats bring instances back all the same, since
    /// DNS must not lie because a disk is full. The serial waits for the next commit: one that was shown but not kept
    /// would go back at a restart.
    /// </summary>
    private void Fail(StoreException failure)
    {
        _metrics.NoteStoreFailure();
        if (!_isStoreFailing)
            LogStoreFailing(_logger, failure);

        _isStoreFailing = true;
        _planned.Clear();
        var plan = new CommitPlan(_state, _options, _time, canWrite: false, _planned);
        foreach (RegistryCommand command in _batch.Where(command => command.NeedsNoStore))
            command.Plan(plan);

        SerialNumber serial = _publisher.Serial;
        _isSerialOwed |= _composer.Compose(plan, serial, isOwed: false).Head.Serial != serial;
        _publisher.Publish(plan, serial);
        _queue.MakeRoom(_batch);
        foreach (RegistryCommand command in _batch)
        {
            if (command.NeedsNoStore)
                command.Acknowledge();
            else
                command.Fail(failure);
        }
    }
}
