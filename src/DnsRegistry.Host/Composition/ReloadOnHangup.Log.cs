namespace DnsRegistry.Host.Composition;

internal sealed partial class ReloadOnHangup
{
    [LoggerMessage(EventId = 310, Level = LogLevel.Information, Message = "Reloaded: {Count} zone files are in force")]
    private static partial void LogReloaded(ILogger logger, int count);

    [LoggerMessage(EventId = 311, Level = LogLevel.Error, Message = "{Fault}")]
    private static partial void LogFault(ILogger logger, string fault);

    [LoggerMessage(EventId = 312, Level = LogLevel.Error, Message = "Reload refused, faults: {Count}; everything stays as it was")]
    private static partial void LogRefused(ILogger logger, int count);

    [LoggerMessage(EventId = 313, Level = LogLevel.Warning, Message = "{Key} has changed; that takes effect with a restart")]
    private static partial void LogNeedsRestart(ILogger logger, string key);
}
