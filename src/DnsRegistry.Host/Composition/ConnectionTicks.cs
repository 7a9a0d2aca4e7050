using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace DnsRegistry.Host.Composition;

/// <summary>
/// Kestrel looks after each connection once a second, and reckons deadlines from when it last did. After a pause of the process
/// that was long ago: a request that begins before the next look has no time left when it comes, and if that is before its
/// headers are whole, it is answered 408. So after a pause the first look is left out, and whoever waited is heard.
/// </summary>
/// <param name="ticks">Tells of each second.</param>
/// <param name="time">The clock.</param>
internal sealed class ConnectionTicks(IConnectionHeartbeatFeature ticks, TimeProvider time) : IConnectionHeartbeatFeature
{
    /// <summary>Far more than a second on a busy machine, and far less than any deadline.</summary>
    private static readonly TimeSpan s_shortestPause = TimeSpan.FromSeconds(5);

    /// <summary>Has what looks after connections leave out the first look after a pause.</summary>
    internal static ConnectionDelegate Around(ConnectionDelegate next, TimeProvider time) => connection =>
    {
        if (connection.Features.Get<IConnectionHeartbeatFeature>() is { } ticks)
            connection.Features.Set<IConnectionHeartbeatFeature>(new ConnectionTicks(ticks, time));
        return next(connection);
    };

    /// <inheritdoc/>
    public void OnHeartbeat(Action<object> action, object state) =>
        ticks.OnHeartbeat(static look => ((Look)look).Take(), new Look(action, state, time));

    /// <summary>One that looks after a connection. There is one for as long as the connection lives, so it is small.</summary>
    private sealed class Look(Action<object> action, object state, TimeProvider time)
    {
        private long _last = time.GetTimestamp();

        internal void Take()
        {
            long before = _last;
            _last = time.GetTimestamp();
            if (time.GetElapsedTime(before, _last) < s_shortestPause)
                action(state);
        }
    }
}
