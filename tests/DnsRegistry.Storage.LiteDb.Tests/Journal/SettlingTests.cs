using System.Diagnostics.Metrics;
using DnsRegistry.Registry.Storage;
using DnsRegistry.Storage.LiteDb.Journal;
using DnsRegistry.Testing;
using Microsoft.Extensions.Time.Testing;

namespace DnsRegistry.Storage.LiteDb.Tests.Journal;

/// <summary>What becomes of a journal that cannot be moved into the database, and who hears of it.</summary>
public sealed class SettlingTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly LogLines<LiteDbStore> _log = new();
    private readonly Settling _settling;
    private volatile int _attempts;
    private volatile int _failing = int.MaxValue;

    public SettlingTests() => _settling = new Settling(Attempt, _time) { Logger = _log };

    public ValueTask DisposeAsync() => _settling.DisposeAsync();

    [Fact]
    public async Task What_fails_in_the_background_is_told_once_and_tried_again_until_it_is_done_and_that_is_told()
    {
        _failing = 3;
        DateTimeOffset begun = _time.GetUtcNow();
        long start = TimeProvider.System.GetTimestamp();
        _settling.Begin();
        while (_log.Lines.Count < 2)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < TimeSpan.FromSeconds(20), "it is not tried until it is done");
            if (_log.Lines is [string told])
            {
                Assert.StartsWith("Error: The journal cannot be moved into the database", told, StringComparison.Ordinal);
                _time.Advance(TimeSpan.FromSeconds(1));
            }

            await Task.Yield();
        }

        Assert.Equal("Information: The journal goes into the database again", _log.Lines[1]);
        Assert.Equal(4, _attempts);
        Assert.True(_time.GetUtcNow() - begun >= TimeSpan.FromSeconds(30), "it is tried too often");
        await _settling.StopAsync();
        Assert.Equal((0, 3), Shown());
        Assert.Equal(2, _log.Lines.Count);
    }

    [Fact]
    public async Task Waiting_for_the_next_attempt_ends_when_somebody_wants_it_done_now()
    {
        _settling.Begin();
        await _settling.StopAsync();
        int before = _attempts;

        Assert.Throws<StoreException>(_settling.Settle);
        Assert.Equal((1, before + 1), Shown());
        _failing = 0;
        _settling.Settle();

        Assert.Equal((0, before + 1), Shown());
        Assert.Equal(2, _log.Lines.Count);
        Assert.Equal(before + 2, _attempts);
    }

    [Fact]
    public void What_succeeds_says_nothing()
    {
        _failing = 0;

        _settling.Settle();

        Assert.Empty(_log.Lines);
        Assert.Equal((0, 0), Shown());
    }

    private void Attempt()
    {
        if (++_attempts <= _failing)
            throw new StoreException(StoreFault.Unavailable, "The test lets it fail.");
    }

    /// <summary>What the metrics show.</summary>
    private (long State, long Failures) Shown()
    {
        var values = new Dictionary<string, long>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (ReferenceEquals(instrument.Meter.Scope, _settling))
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<int>((instrument, value, _, _) => values[instrument.Name] = value);
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => values[instrument.Name] = value);
        listener.Start();
        listener.RecordObservableInstruments();
        return (values["dnsregistry.store.settle.state"], values["dnsregistry.store.settle.failures"]);
    }
}
