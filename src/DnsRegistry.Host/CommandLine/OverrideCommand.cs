using System.CommandLine;
using System.Net;
using System.Text.Json.Nodes;

namespace DnsRegistry.Host.CommandLine;

/// <summary><c>dnsregistry override</c>: what an operator says about an instance, over what it says itself.</summary>
internal static class OverrideCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        Argument<string> service = ClientOptions.Service();
        Argument<string> id = ClientOptions.Id();
        var disabled = new Option<bool>("--disabled") { Description = "Take it out of every answer." };
        var draining = new Option<bool>("--draining") { Description = "Take it out of every answer, because it is going to be stopped." };
        var weight = new Option<int?>("--weight")
        {
            Description = "Its share of the load instead of the registered one; 0 takes it out.",
            HelpName = "N",
        };
        var absent = new Option<bool>("--absent") { Description = "Say it although no such instance is registered." };
        var clear = new Option<bool>("--clear") { Description = "Take back what was said." };
        var command = new Command(
            "override", "Take an instance out of DNS or weigh it anew until told otherwise; without options, show what was said.")
        {
            service, id, disabled, draining, weight, absent, clear,
        };
        command.SetClientAction(ClientOptions.Server(), async (parsed, client, output, error) =>
        {
            string path = RegistryClient.InstancePath(parsed.GetRequiredValue(service), parsed.GetRequiredValue(id)) + "/override";
            var body = new JsonObject();
            if (parsed.GetValue(disabled))
                body["enabled"] = false;
            if (parsed.GetValue(draining))
                body["draining"] = true;
            if (parsed.GetValue(weight) is int share)
                body["weight"] = share;

            if (parsed.GetValue(clear))
                return await TellAsync(await client.SendAsync(HttpMethod.Delete, path), output, error);
            if (body.Count == 0)
                return await TellAsync(await client.SendAsync(HttpMethod.Get, path), output, error);

            path += RegistryClient.Query(("absent", parsed.GetValue(absent) ? "true" : null));
            return await TellAsync(await client.SendAsync(HttpMethod.Put, path, body), output, error);
        });
        return command;
    }

    private static async Task<int> TellAsync(RegistryReply reply, TextWriter output, TextWriter error)
    {
        if (!reply.IsGood)
        {
            await reply.WriteProblemAsync(error);
            return ExitCode.Failed;
        }

        await output.WriteLineAsync(reply.Status == HttpStatusCode.NoContent ? "no override any more" : reply.Body.ToJsonString());
        return ExitCode.Good;
    }
}
