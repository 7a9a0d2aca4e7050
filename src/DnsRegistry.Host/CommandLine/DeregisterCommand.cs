using System.CommandLine;
using System.Globalization;

namespace DnsRegistry.Host.CommandLine;

/// <summary><c>dnsregistry deregister</c>: takes one instance out.</summary>
internal static class DeregisterCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        Argument<string> service = ClientOptions.Service();
        Argument<string> id = ClientOptions.Id();
        Option<long?> generation = ClientOptions.Generation();
        var wait = new Option<bool>("--wait") { Description = "Come back only when no cache can have the instance any more." };
        var command = new Command("deregister", "Take an instance out of DNS and forget it.") { service, id, generation, wait };
        command.SetClientAction(ClientOptions.Server(), async (parsed, client, output, error) =>
        {
            string path = RegistryClient.InstancePath(parsed.GetRequiredValue(service), parsed.GetRequiredValue(id))
                + RegistryClient.Query(
                    ("generation", parsed.GetValue(generation)?.ToString(CultureInfo.InvariantCulture)),
                    ("wait", parsed.GetValue(wait) ? "drain" : null));
            TimeSpan? patience = parsed.GetValue(wait) ? Timeout.InfiniteTimeSpan : null;
            RegistryReply reply = await client.SendAsync(HttpMethod.Delete, path, patience: patience);
            if (!reply.IsGood)
            {
                await reply.WriteProblemAsync(error);
                return ExitCode.Failed;
            }

            await output.WriteLineAsync(parsed.GetValue(wait)
                ? "deregistered; no cache has it any more"
                : $"deregistered; caches may have it for {reply["drainMs"]} ms");
            return ExitCode.Good;
        });
        return command;
    }
}
