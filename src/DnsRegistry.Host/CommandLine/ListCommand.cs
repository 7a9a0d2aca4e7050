using System.CommandLine;
using System.Text.Json.Nodes;

namespace DnsRegistry.Host.CommandLine;

/// <summary><c>dnsregistry list</c>: the services, or the instances of one.</summary>
internal static class ListCommand
{
    private const string PageSize = "500";

    private static readonly string[] s_filters = ["zone", "group", "version", "health"];

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var service = new Argument<string?>("SERVICE")
        {
            Description = "The service whose instances to list; without it, the services.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var command = new Command("list", "List services, or the instances of a service.") { service };
        Option<string?>[] filters =
        [
            .. s_filters.Select(filter => new Option<string?>("--" + filter)
            {
                Description = $"Only those with this {filter}.",
                HelpName = filter.ToUpperInvariant(),
            }),
        ];
        foreach (Option<string?> filter in filters)
            command.Options.Add(filter);

        command.SetClientAction(ClientOptions.Server(), (parsed, client, output, error) =>
        {
            string? wanted = parsed.GetValue(service);
            string path = wanted is null ? "/v1/services" : $"/v1/services/{Uri.EscapeDataString(wanted)}/instances";
            string[] values = [.. filters.Select(filter => parsed.GetValue(filter) ?? "")];
            return RunAsync(client, path, values, wanted is null ? ServiceLine : InstanceLine, output, error);
        });
        return command;
    }

    private static async Task<int> RunAsync(
        RegistryClient client, string path, string[] values, Func<JsonObject, string> line, TextWriter output, TextWriter error)
    {
        string cursor = "";
        do
        {
            (string, string?)[] parameters =
            [
                ("limit", PageSize),
                ("cursor", cursor.Length == 0 ? null : cursor),
                .. s_filters.Zip(values, (name, value) => (name, value.Length == 0 ? null : value)),
            ];
            RegistryReply reply = await client.SendAsync(HttpMethod.Get, path + RegistryClient.Query(parameters));
            if (!reply.IsGood)
            {
                await reply.WriteProblemAsync(error);
                return ExitCode.Failed;
            }

            foreach (JsonObject item in (reply.Body["items"] as JsonArray ?? []).OfType<JsonObject>())
                await output.WriteLineAsync(line(item));
            cursor = reply["cursor"];
        }
        while (cursor.Length > 0);

        return ExitCode.Good;
    }

    private static string ServiceLine(JsonObject service) =>
        $"{service["service"],-20} {service["passing"]} of {service["instances"]} passing, "
        + $"zones {string.Join(',', service["zones"] as JsonArray ?? [])}";

    /// <summary>An instance as a line for people.</summary>
    public static string InstanceLine(JsonObject instance)
    {
        string where = instance["host"]?.ToString() ?? string.Join(
            ',', (instance["addresses"] as JsonArray ?? []).Select(address => $"{address}"));
        return $"{instance["id"],-20} {instance["health"],-9} {instance["zone"],-10} {instance["group"],-10} {instance["version"],-10} "
            + $"{where} port {instance["port"]?.ToString() ?? "-"} weight {instance["weight"]}{Remarks(instance)}";
    }

    /// <summary>What keeps it out of DNS or in it, and what an operator says of it.</summary>
    private static string Remarks(JsonObject instance)
    {
        List<string> remarks = [.. (instance["faults"] as JsonArray ?? []).Select(fault => $"{fault}")];
        if ((bool?)instance["held"] == true)
            remarks.Add("held");
        if (instance["override"] is JsonObject said)
            remarks.Add($"override {said.ToJsonString()}");
        return remarks.Count == 0 ? "" : $" ({string.Join(", ", remarks)})";
    }
}
