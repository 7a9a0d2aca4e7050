namespace DnsRegistry.Host.Access;

internal sealed partial class TokenReload
{
    [LoggerMessage(EventId = 320, Level = LogLevel.Information, Message = "Tokens in force: {Count}")]
    private static partial void LogReloaded(ILogger logger, int count);

    [LoggerMessage(EventId = 321, Level = LogLevel.Error, Message = "{Fault}")]
    private static partial void LogFault(ILogger logger, string fault);

    [LoggerMessage(EventId = 322, Level = LogLevel.Error, Message = "The tokens were not read; those before stay in force")]
    private static partial void LogRefused(ILogger logger);
}
