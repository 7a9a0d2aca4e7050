namespace DnsRegistry.Host.Tls;

internal sealed partial class TlsCertificates
{
    [LoggerMessage(EventId = 330, Level = LogLevel.Information, Message = "HTTP shows the certificate of {Subject}, valid until {End:u}")]
    private static partial void LogLoaded(ILogger logger, string subject, DateTime end);

    [LoggerMessage(EventId = 331, Level = LogLevel.Error, Message = "{Key}: {Fault}; the certificates before stay in force")]
    private static partial void LogFault(ILogger logger, string key, string fault);
}
