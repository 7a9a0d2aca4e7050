using System.Diagnostics.Metrics;
using DnsRegistry.Registry.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace DnsRegistry.Storage.LiteDb.Journal;

/// <summary>
/// Moves closed commits into the database beside those that go on. Where that fails it is tried again by and by, and the operator
/// is told: nobody else would notice before the journal is full, and then every writer does.
/// </summary>
internal sealed partial class Settling : IAsyncDisposable
{
    /// <summary>The name of the meter.</summary>
    public const string MeterName = "DnsRegistry.Storage.LiteDb";

    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(10);

    private readonly Action _settle;
    private readonly TimeProvider _time;
    private readonly Meter _meter;
    private CancellationTokenSource? _stop;
    private Task _running = Task.CompletedTask;
    private long _failures;
    private volatile bool _isFailing;

    /// <summary>Nothing is under way.</summary>
    /// <param name="settle">One attempt. It throws a <see cref="StoreException"/> when it has failed.</param>
    /// <param name="time">The clock.</param>
    public Settling(Action settle, TimeProvider time)
    {
        _settle = settle;
        _time = time;
        _meter = new Meter(MeterName, version: null, tags: null, scope: this);
        _meter.CreateObservableGauge(
            "dnsregistry.store.settle.state", () => _isFailing ? 1 : 0, "{state}",
            "1 while what the journal holds cannot be moved into the database, else 0.");
        _meter.CreateObservableCounter(
            "dnsregistry.store.settle.failures", () => Interlocked.Read(ref _failures), "{attempt}",
            "How often what the journal holds could not be moved into the database.");
    }

    /// <summary>Where the operator is told.</summary>
    public ILogger Logger { get; set; } = NullLogger.Instance;

    /// <summary>Begins in the background, and goes on until it is done. Nothing may be under way.</summary>
    public void Begin()
    {
        var stop = new CancellationTokenSource();
        _stop = stop;
        _running = SettleAtLastAsync(stop.Token);
    }

    /// <summary>Ends with nothing under way, whatever became of it.</summary>
    public async Task StopAsync()
    {
        if (_stop is null)
            return;

        await _stop.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
        _stop = null;
    }

    /// <summary>One attempt, here and now. Nothing may be under way.</summary>
    /// <exception cref="StoreException">It has failed.</exception>
    public void Settle()
    {
        try
        {
            _settle();
        }
        catch (StoreException failure)
        {
            Interlocked.Increment(ref _failures);
            if (!_isFailing)
                LogFailing(Logger, s_pause.TotalSeconds, failure);
            _isFailing = true;
            throw;
        }

        if (_isFailing)
            LogRecovered(Logger);
        _isFailing = false;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync().ConfigureAwait(false);
        _meter.Dispose();
    }

    private async Task SettleAtLastAsync(CancellationToken stop)
    {
        while (!await TrySettleAsync().ConfigureAwait(false))
            await Task.Delay(s_pause, _time, stop).ConfigureAwait(false);
    }

    /// <summary>On a thread of its own: it works and waits for the disk for long, and on one core the pool has a single thread.</summary>
    private Task<bool> TrySettleAsync() =>
        Task.Factory.StartNew(TrySettle, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private bool TrySettle()
    {
        try
        {
            Settle();
            return true;
        }
        catch (StoreException)
        {
            return false; // it was told
        }
    }

    [LoggerMessage(EventId = 400, Level = LogLevel.Error,
        Message = "The journal cannot be moved into the database: registrations are taken until it is full, and it is tried again "
            + "every {Seconds} s")]
    private static partial void LogFailing(ILogger logger, double seconds, Exception reason);

    [LoggerMessage(EventId = 401, Level = LogLevel.Information, Message = "The journal goes into the database again")]
    private static partial void LogRecovered(ILogger logger);
}
