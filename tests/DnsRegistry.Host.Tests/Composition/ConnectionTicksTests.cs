using DnsRegistry.Host.Composition;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.Extensions.Time.Testing;

namespace DnsRegistry.Host.Tests.Composition;

public class ConnectionTicksTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly Ticks _ticks = new();
    private int _looks;

    [Fact]
    public async Task After_a_pause_the_first_look_is_left_out()
    {
        await ServeAsync();

        for (int i = 0; i < 3; i++)
            Tick(TimeSpan.FromSeconds(1));
        Assert.Equal(3, _looks);

        Tick(TimeSpan.FromMinutes(1));
        Assert.Equal(3, _looks);

        Tick(TimeSpan.FromSeconds(1));
        Tick(TimeSpan.FromSeconds(4));
        Assert.Equal(5, _looks);
    }

    [Fact]
    public async Task A_pause_counts_from_the_beginning_of_a_connection()
    {
        await ServeAsync();

        Tick(TimeSpan.FromMinutes(1));
        Assert.Equal(0, _looks);

        Tick(TimeSpan.FromSeconds(1));
        Assert.Equal(1, _looks);
    }

    private Task ServeAsync()
    {
        var connection = new DefaultConnectionContext();
        connection.Features.Set<IConnectionHeartbeatFeature>(_ticks);
        return ConnectionTicks.Around(
            served =>
            {
                served.Features.Get<IConnectionHeartbeatFeature>()!.OnHeartbeat(_ => _looks++, this);
                return Task.CompletedTask;
            },
            _time)(connection);
    }

    private void Tick(TimeSpan after)
    {
        _time.Advance(after);
        _ticks.Run!();
    }

    private sealed class Ticks : IConnectionHeartbeatFeature
    {
        internal Action? Run { get; private set; }

        public void OnHeartbeat(Action<object> action, object state) => Run = () => action(state);
    }
}
