using System.CommandLine;
using DnsRegistry.Host.Configuration;

namespace DnsRegistry.Host.CommandLine;

internal static class ServeCommand
{
    public static Task<int> RunAsync(ServerArguments arguments, InvocationConfiguration console)
    {
        return Task.FromResult(CheckCommand.Run(arguments, console));
    }
}
