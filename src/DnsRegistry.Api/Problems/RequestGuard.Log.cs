using Microsoft.Extensions.Logging;

namespace DnsRegistry.Api.Problems;

internal sealed partial class RequestGuard
{
    [LoggerMessage(400, LogLevel.Error, "A call failed: {Method} {Path}")]
    private partial void LogFailed(Exception exception, string method, string path);
}
