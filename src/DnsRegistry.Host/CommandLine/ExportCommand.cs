using System.CommandLine;
using DnsRegistry.Host.CommandLine.Transfer;

namespace DnsRegistry.Host.CommandLine;

/// <summary><c>dnsregistry export</c>: everything that is registered, from a running server or from the folder of a stopped one.</summary>
internal static class ExportCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var data = new Option<string?>("--data")
        {
            Description = "Read the data folder of a stopped server instead, damaged or not.",
            HelpName = "DIR",
        };
        var file = new Option<string?>("--output") { Description = "Write to this file. [default: standard output]", HelpName = "FILE" };
        var command = new Command("export", "Write everything that is registered and set as lines of JSON, for 'import'.") { data, file };
        command.SetClientAction(ClientOptions.Server(), async (parsed, client, output, error) =>
        {
            try
            {
                string? folder = parsed.GetValue(data);
                await using var lines = new ExportFile(parsed.GetValue(file));
                int code = folder is null
                    ? await client.CopyAsync("/v1/export", lines.Output, error)
                    : await FolderExport.WriteAsync(folder, lines.Output, error);

                // What could be saved of a damaged folder is kept, too.
                if (code == ExitCode.Good || (folder is not null && lines.HasContent))
                    await lines.KeepAsync();
                return code;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                await error.WriteLineAsync($"dnsregistry: cannot write: {exception.Message}");
                return ExitCode.Failed;
            }
        });
        return command;
    }
}
