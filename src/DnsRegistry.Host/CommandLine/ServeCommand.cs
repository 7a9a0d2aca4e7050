using System.CommandLine;
using DnsRegistry.Host.Composition;
using DnsRegistry.Host.Configuration;

namespace DnsRegistry.Host.CommandLine;

/// <summary><c>dnsregistry serve</c>: the server itself.</summary>
internal static class ServeCommand
{
    /// <summary>Serves until told to stop.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(ServerArguments arguments, InvocationConfiguration console)
    {
        var faults = new List<string>();
        if (LoadedConfiguration.Load(arguments, faults) is not LoadedConfiguration configuration)
        {
            foreach (string fault in faults)
                await console.Error.WriteLineAsync(fault);
            return ExitCode.BadConfiguration;
        }

        try
        {
            await using RunningServer server = await RunningServer.StartAsync(arguments, configuration);
            await console.Output.WriteLineAsync(server.ReadyLine);
            return await server.WaitForStopAsync() ? ExitCode.Good : ExitCode.Failed;
        }
        catch (StartException exception)
        {
            await console.Error.WriteLineAsync($"dnsregistry: {exception.Message}");
            return ExitCode.Failed;
        }
        catch (OperationCanceledException)
        {
            // A signal came before everything was up.
            return ExitCode.Good;
        }
    }
}
