using Microsoft.Extensions.Logging;

namespace DnsRegistry.Registry;

internal sealed partial class RegistryWriter
{
    [LoggerMessage(EventId = 100, Level = LogLevel.Information, Message = "{Count} instances loaded at revision {Revision}")]
    private static partial void LogLoaded(ILogger logger, int count, long revision);

    [LoggerMessage(EventId = 101, Level = LogLevel.Error,
        Message = "The store takes no writes: registrations are refused, DNS goes on answering")]
    private static partial void LogStoreFailing(ILogger logger, Exception reason);

    [LoggerMessage(EventId = 102, Level = LogLevel.Information, Message = "The store takes writes again")]
    private static partial void LogStoreRecovered(ILogger logger);

    [LoggerMessage(EventId = 110, Level = LogLevel.Warning,
        Message = "The process was not running for {Seconds} s: every lease gets that time back")]
    private static partial void LogPaused(ILogger logger, double seconds);

    [LoggerMessage(EventId = 111, Level = LogLevel.Warning,
        Message = "The expiry guard holds: so many instances are silent at once that the network is more likely to be at fault than they; "
            + "they stay in DNS until they come back, refuse a connection, or {Leases} leases are over")]
    private static partial void LogGuardTripped(ILogger logger, int leases);

    [LoggerMessage(EventId = 112, Level = LogLevel.Warning, Message = "The expiry guard has ended after {Seconds} s")]
    private static partial void LogGuardEnded(ILogger logger, long seconds);
}
