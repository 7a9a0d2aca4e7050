using System.CommandLine;

namespace DnsRegistry.Host.CommandLine;

/// <summary><c>dnsregistry watch</c>: prints what changes, as it changes.</summary>
internal static class WatchCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var service = new Argument<string?>("SERVICE")
        {
            Description = "The service whose changes to print; without it, those of all.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var since = new Option<long?>("--since")
        {
            Description = "Begin behind this revision, such as the index of a list; from now on without it.",
            HelpName = "N",
        };
        var command = new Command("watch", "Print what changes until Ctrl-C, and connect again when the connection is lost.")
        {
            service, since,
        };
        command.SetClientAction(ClientOptions.Server(), (parsed, client, output, error) =>
            new WatchedChanges(client, parsed.GetValue(service), parsed.GetValue(since), output, error).RunAsync());
        return command;
    }
}
