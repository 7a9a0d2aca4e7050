using System.CommandLine;

namespace DnsRegistry.Host.CommandLine;

/// <summary>The command line as a whole.</summary>
internal static class ProgramCommand
{
    /// <summary>Does what the command line says.</summary>
    /// <returns>The exit code of the process.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, TextWriter output, TextWriter error)
    {
        // Without this an argument that starts with @ would be taken for the name of a file with more arguments.
        var parser = new ParserConfiguration { ResponseFileTokenReplacer = null };
        ParseResult parsed = Create().Parse(arguments, parser);
        if (parsed.Errors.Count > 0)
        {
            foreach (string message in parsed.Errors.Select(fault => fault.Message).Distinct())
                await error.WriteLineAsync(message);
            await error.WriteLineAsync("Try 'dnsregistry --help'.");
            return ExitCode.BadConfiguration;
        }

        // Each command that runs for long listens to signals itself: the server needs more than the two seconds given here.
        return await parsed.InvokeAsync(new InvocationConfiguration
        {
            Output = output,
            Error = error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        });
    }

    /// <summary>The commands and their options.</summary>
    public static RootCommand Create()
    {
        var options = new ServerOptions();
        var root = new RootCommand(
            "A service registry that answers DNS. Without a command it serves.\n\n"
            + "Options go over DNSREGISTRY_... environment variables (DNSREGISTRY_Dns__Listen__0=127.0.0.1:53),\n"
            + "these over the configuration file, and that over the defaults.");
        Command serve = new("serve", "Answer DNS and HTTP until told to stop (SIGTERM, Ctrl-C). SIGHUP reloads.");
        Command check = new("check", "Check configuration and zone files as 'serve' does, list every fault, and start nothing.");
        foreach (Command command in new[] { root, serve, check })
            options.AddTo(command);

        root.SetAction((parsed, _) => ServeCommand.RunAsync(options.Read(parsed), parsed.InvocationConfiguration));
        serve.SetAction((parsed, _) => ServeCommand.RunAsync(options.Read(parsed), parsed.InvocationConfiguration));
        check.SetAction(parsed => CheckCommand.Run(options.Read(parsed), parsed.InvocationConfiguration));

        root.Subcommands.Add(serve);
        root.Subcommands.Add(check);
        root.Subcommands.Add(RegisterCommand.Create());
        root.Subcommands.Add(HeartbeatCommand.Create());
        root.Subcommands.Add(DeregisterCommand.Create());
        root.Subcommands.Add(OverrideCommand.Create());
        root.Subcommands.Add(ListCommand.Create());
        root.Subcommands.Add(ExportCommand.Create());
        root.Subcommands.Add(ImportCommand.Create());
        root.Subcommands.Add(QueryCommand.Create(new DnsClientLookup()));
        root.Subcommands.Add(TokenCommand.Create(options));
        return root;
    }
}
