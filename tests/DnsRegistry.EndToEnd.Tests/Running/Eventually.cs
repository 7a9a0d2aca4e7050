namespace DnsRegistry.EndToEnd.Tests.Running;

/// <summary>Waits for what has to come, however long this machine takes, within reason.</summary>
internal static class Eventually
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(50);

    public static async Task<T> GetAsync<T>(Func<Task<T?>> look, string what)
        where T : class
    {
        DateTime end = DateTime.UtcNow + s_patience;
        while (DateTime.UtcNow < end)
        {
            if (await look() is T found)
                return found;
            await Task.Delay(s_pause, TestContext.Current.CancellationToken);
        }

        throw new TimeoutException($"waited for {what} in vain");
    }

    public static Task TrueAsync(Func<Task<bool>> look, string what) =>
        GetAsync(async () => await look() ? "yes" : null, what);
}
