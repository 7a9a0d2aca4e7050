namespace DnsRegistry.Host.CommandLine;

/// <summary>What the process says to whoever started it.</summary>
internal static class ExitCode
{
    /// <summary>Done, or stopped when asked to.</summary>
    public const int Good = 0;

    /// <summary>It could not be done: a port in use, a damaged store, a server that refused.</summary>
    public const int Failed = 1;

    /// <summary>The command line, the configuration or a zone file is wrong; every fault was listed.</summary>
    public const int BadConfiguration = 2;
}
