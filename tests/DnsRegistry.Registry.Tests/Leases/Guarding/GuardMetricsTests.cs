using System.Diagnostics.Metrics;
using DnsRegistry.Registry.Leases.Guarding;
using DnsRegistry.Registry.Metrics;

namespace DnsRegistry.Registry.Tests.Leases.Guarding;

public class GuardMetricsTests
{
    [Fact]
    public async Task State_held_instances_trips_and_withdrawn_instances_are_shown()
    {
        var probe = new FakeProbe { VerdictOn = number => number == 3 ? ProbeVerdict.Refused : ProbeVerdict.Silent };
        await using Fleet fleet = await Fleet.StartAsync(20, probe);
        using var seen = new Seen(fleet.Registry.Directory);
        await fleet.RunAsync(TimeSpan.FromSeconds(40));
        Assert.Equal((0, 0), (seen["dnsregistry.guard.state"], seen["dnsregistry.guard.held"]));

        fleet.IsCut = _ => true;
        await fleet.RunUntilAsync(() => seen["dnsregistry.guard.withdrawn"] == 1, atMost: TimeSpan.FromMinutes(1));
        await fleet.RunAsync(TimeSpan.FromSeconds(20));

        Assert.Equal(
            (1, 19, 1), (seen["dnsregistry.guard.state"], seen["dnsregistry.guard.held"], seen["dnsregistry.guard.trips"]));
        fleet.IsCut = _ => false;
        await fleet.RunAsync(TimeSpan.FromSeconds(20));
        Assert.Equal((0, 0), (seen["dnsregistry.guard.state"], seen["dnsregistry.guard.held"]));
        Assert.Equal((1, 1), (seen["dnsregistry.guard.trips"], seen["dnsregistry.guard.withdrawn"]));
    }

    /// <summary>The numbers of one registry.</summary>
    private sealed class Seen : IDisposable
    {
        private readonly Dictionary<string, double> _values = [];
        private readonly MeterListener _listener = new();

        public Seen(object scope)
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == RegistryMetrics.MeterName && ReferenceEquals(instrument.Meter.Scope, scope))
                    listener.EnableMeasurementEvents(instrument);
            };
            _listener.SetMeasurementEventCallback<int>((instrument, value, _, _) => Set(instrument.Name, value));
            _listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => Set(instrument.Name, value));
            _listener.Start();
        }

        public double this[string name]
        {
            get
            {
                _listener.RecordObservableInstruments();
                lock (_values)
                    return _values.GetValueOrDefault(name);
            }
        }

        public void Dispose() => _listener.Dispose();

        private void Set(string name, double value)
        {
            lock (_values)
                _values[name] = value;
        }
    }
}
