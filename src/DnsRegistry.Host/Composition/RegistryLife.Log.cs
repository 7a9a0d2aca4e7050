namespace DnsRegistry.Host.Composition;

internal sealed partial class RegistryLife
{
    [LoggerMessage(EventId = 300, Level = LogLevel.Critical, Message = "The registry has failed; the server stops")]
    private static partial void LogFailed(ILogger logger, Exception failure);
}
