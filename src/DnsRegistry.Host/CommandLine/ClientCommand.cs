using System.CommandLine;

namespace DnsRegistry.Host.CommandLine;

/// <summary>Runs a command that talks to a server, and turns its trouble into a line and an exit code.</summary>
internal static class ClientCommand
{
    /// <summary>Sets what a command does with the server.</summary>
    public static void SetClientAction(
        this Command command, Option<Uri?> server, Func<ParseResult, RegistryClient, TextWriter, TextWriter, Task<int>> run)
    {
        command.Options.Add(server);
        command.SetAction(async (parsed, _) =>
        {
            TextWriter error = parsed.InvocationConfiguration.Error;
            try
            {
                using var client = new RegistryClient(parsed.GetRequiredValue(server)!);
                return await run(parsed, client, parsed.InvocationConfiguration.Output, error);
            }
            catch (RegistryClientException exception)
            {
                await error.WriteLineAsync($"dnsregistry: {exception.Message}");
                return ExitCode.Failed;
            }
        });
    }
}
