using System.CommandLine;
using DnsRegistry.Host.CommandLine.Transfer;

namespace DnsRegistry.Host.CommandLine;

/// <summary><c>dnsregistry import</c>: puts what was exported into a running server.</summary>
internal static class ImportCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var file = new Argument<string?>("FILE")
        {
            Description = "What 'export' has written; '-' or nothing is standard input.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var from = new Option<long>("--from-line")
        {
            Description = "Begin at this line: where an import that was broken off said that it could go on.",
            HelpName = "N",
            DefaultValueFactory = _ => 1,
        };
        var command = new Command("import", "Register and set everything that 'export' has written. What is there already is replaced.")
        {
            file, from,
        };
        command.SetClientAction(ClientOptions.Server(), async (parsed, client, output, error) =>
        {
            try
            {
                string path = parsed.GetValue(file) ?? "-";
                using StreamReader lines = path == "-" ? new(Console.OpenStandardInput()) : new(path);
                return await new LineImport(client, output, error).RunAsync(lines, parsed.GetValue(from));
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                await error.WriteLineAsync($"dnsregistry: cannot read: {exception.Message}");
                return ExitCode.Failed;
            }
        });
        return command;
    }
}
