using DnsRegistry.Registry.Changes;

namespace DnsRegistry.Registry.Tests.Changes;

public class WakeSignalTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Being_woken_while_awake_is_remembered_once()
    {
        var signal = new WakeSignal();
        signal.Wake();
        signal.Wake();

        Assert.True(signal.WaitAsync().AsTask().IsCompletedSuccessfully);
        Task second = signal.WaitAsync().AsTask();
        Assert.False(second.IsCompleted);
        signal.Wake();
        await second.WaitAsync(s_patience, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task No_wake_is_lost_however_it_falls()
    {
        var signal = new WakeSignal();
        const int Rounds = 20_000;
        int given = 0;
        Task waiter = Task.Run(
            async () =>
            {
                while (Volatile.Read(ref given) < Rounds)
                    await signal.WaitAsync();
            },
            TestContext.Current.CancellationToken);

        Parallel.For(0, Rounds, _ =>
        {
            Interlocked.Increment(ref given);
            signal.Wake();
        });

        await waiter.WaitAsync(s_patience, TestContext.Current.CancellationToken);
    }
}
