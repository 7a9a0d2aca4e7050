using System.CommandLine;

namespace DnsRegistry.Host.CommandLine;

/// <summary>Runs a command that talks to a server, and turns its trouble into a line and an exit code.</summary>
internal static class ClientCommand
{
    /// <summary>Sets what a command does with the server.</summary>
    public static void SetClientAction(
        this Command command, Option<Uri?> server, Func<ParseResult, RegistryClient, TextWriter, TextWriter, Task<int>> run)
    {
        Option<string?> token = ClientOptions.Token();
        Option<string?> ca = ClientOptions.Ca();
        Option<string?> certificate = ClientOptions.Certificate();
        Option<string?> key = ClientOptions.Key();
        command.Options.Add(server);
        command.Options.Add(token);
        command.Options.Add(ca);
        command.Options.Add(certificate);
        command.Options.Add(key);
        command.SetAction(async (parsed, _) =>
        {
            TextWriter error = parsed.InvocationConfiguration.Error;
            try
            {
                var tls = new ClientTls(parsed.GetValue(ca), parsed.GetValue(certificate), parsed.GetValue(key));
                using var client = RegistryClient.Create(parsed.GetRequiredValue(server)!, parsed.GetValue(token), tls);
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
