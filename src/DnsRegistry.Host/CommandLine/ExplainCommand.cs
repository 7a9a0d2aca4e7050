using System.CommandLine;

namespace DnsRegistry.Host.CommandLine;

/// <summary><c>dnsregistry explain</c>: what a client would be answered, and why, step by step.</summary>
internal static class ExplainCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var name = new Argument<string>("NAME") { Description = "The name that is asked for." };
        var type = new Option<string>("--type") { Description = "The record type.", HelpName = "TYPE", DefaultValueFactory = _ => "A" };
        var client = new Option<string>("--client")
        {
            Description = "The address of the client.",
            HelpName = "ADDR",
            DefaultValueFactory = _ => "127.0.0.1",
        };
        var command = new Command("explain", "Say what a client would be answered, and every step that led to it.") { name, type, client };
        command.SetClientAction(ClientOptions.Server(), (parsed, server, output, error) =>
            RunAsync(server, parsed.GetRequiredValue(name), parsed.GetRequiredValue(type), parsed.GetRequiredValue(client), output, error));
        return command;
    }

    private static async Task<int> RunAsync(
        RegistryClient server, string name, string type, string client, TextWriter output, TextWriter error)
    {
        string query = RegistryClient.Query(("name", name), ("type", type), ("client", client));
        RegistryReply reply = await server.SendAsync(HttpMethod.Get, "/v1/explain" + query);
        if (!reply.IsGood)
        {
            await reply.WriteProblemAsync(error);
            return ExitCode.Failed;
        }

        await output.WriteAsync(reply["text"]);
        return ExitCode.Good;
    }
}
