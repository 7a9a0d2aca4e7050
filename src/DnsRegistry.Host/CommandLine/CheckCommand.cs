using System.CommandLine;
using DnsRegistry.Host.Configuration;

namespace DnsRegistry.Host.CommandLine;

/// <summary><c>dnsregistry check</c>: the checks of a start, without a start.</summary>
internal static class CheckCommand
{
    /// <summary>Checks, and says so.</summary>
    /// <returns>The exit code.</returns>
    public static int Run(ServerArguments arguments, InvocationConfiguration console)
    {
        var faults = new List<string>();
        bool isGood = LoadedConfiguration.Load(arguments, faults) is not null;
        foreach (string fault in faults)
            console.Error.WriteLine(fault);
        if (isGood)
            console.Output.WriteLine("configuration is good");
        return isGood ? ExitCode.Good : ExitCode.BadConfiguration;
    }
}
