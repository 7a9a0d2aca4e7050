using System.CommandLine;
using System.Globalization;

namespace DnsRegistry.Host.CommandLine;

/// <summary><c>dnsregistry heartbeat</c>: renews one lease once.</summary>
internal static class HeartbeatCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        Argument<string> service = ClientOptions.Service();
        Argument<string> id = ClientOptions.Id();
        Option<long?> generation = ClientOptions.Generation();
        var command = new Command("heartbeat", "Renew the lease of an instance.") { service, id, generation };
        command.SetClientAction(ClientOptions.Server(), async (parsed, client, output, error) =>
        {
            string path = RegistryClient.InstancePath(parsed.GetRequiredValue(service), parsed.GetRequiredValue(id)) + "/heartbeat"
                + RegistryClient.Query(("generation", parsed.GetValue(generation)?.ToString(CultureInfo.InvariantCulture)));
            RegistryReply reply = await client.SendAsync(HttpMethod.Put, path);
            if (!reply.IsGood)
            {
                await reply.WriteProblemAsync(error);
                return ExitCode.Failed;
            }

            await output.WriteLineAsync($"renewed; {reply.Lease}");
            return ExitCode.Good;
        });
        return command;
    }
}
