using System.CommandLine;

namespace DnsRegistry.LoadGenerator.CommandLine;

/// <summary>The command line as a whole.</summary>
internal static class LoadCommand
{
    private const int Misused = 2;

    /// <summary>Does what the command line says.</summary>
    /// <returns>The exit code of the process: 1 when the server did or answered anything wrong.</returns>
    public static int Run(IReadOnlyList<string> arguments)
    {
        ParseResult parsed = Create().Parse(arguments);
        foreach (string fault in parsed.Errors.Select(fault => fault.Message).Distinct())
            Console.Error.WriteLine(fault);
        return parsed.Errors.Count > 0 ? Misused : parsed.Invoke();
    }

    private static RootCommand Create() => new(
        "Loads a running DnsRegistry and says what it takes: rates, latencies, errors. Everything stays as names.py of the\n"
        + "comparison has it, so that a filled server can be asked its questions. Exit code 1: something was answered wrong.")
    {
        RegisterCommand.Create(),
        HeartbeatCommand.Create(),
        ChurnCommand.Create(),
        VerifyCommand.Create(),
        VisibleCommand.Create(),
        ChecksCommand.Create(),
    };
}
