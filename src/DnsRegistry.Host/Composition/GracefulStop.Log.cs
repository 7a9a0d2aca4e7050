namespace DnsRegistry.Host.Composition;

internal sealed partial class GracefulStop
{
    [LoggerMessage(EventId = 320, Level = LogLevel.Information,
        Message = "Stopping: not ready any more, and going on for {Seconds} s; another signal cuts that short")]
    private static partial void LogGrace(ILogger logger, int seconds);
}
