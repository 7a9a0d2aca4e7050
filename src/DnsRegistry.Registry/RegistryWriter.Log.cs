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
}
