using DnsRegistry.Registry.Storage;
using Microsoft.Extensions.Logging;

namespace DnsRegistry.Api.Problems;

internal sealed partial class RequestGuard
{
    [LoggerMessage(4001, LogLevel.Warning, "The store refused a change ({Fault}): {Reason}")]
    private partial void LogStoreRefused(StoreFault fault, string reason);

    [LoggerMessage(4002, LogLevel.Error, "A call failed: {Method} {Path}")]
    private partial void LogFailed(Exception exception, string method, string path);
}
