namespace DnsRegistry.Host.Composition;

internal sealed partial class RunningServer
{
    [LoggerMessage(EventId = 330, Level = LogLevel.Warning, Message = "{Notice}")]
    private static partial void LogNotice(ILogger logger, string notice);
}
