namespace DnsRegistry.Host.Composition;

/// <summary>
/// Has the threads that wait for sockets go on with what waited, instead of waking another for it each time. That was a sixth to a
/// fifth of what a change costs. It is for the whole process: whoever waits for a socket must neither block nor take long.
/// </summary>
internal static class ReceivingThreads
{
    /// <summary>.NET has no other switch for it. It is read once, with the first socket that is waited for.</summary>
    private const string Switch = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";

    /// <summary>Has them do so, unless the operator has said whether they shall.</summary>
    internal static void GoOnThemselves()
    {
        if (Environment.GetEnvironmentVariable(Switch) is null)
            Environment.SetEnvironmentVariable(Switch, "1");
    }
}
