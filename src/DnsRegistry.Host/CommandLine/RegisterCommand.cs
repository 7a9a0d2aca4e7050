using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.Json.Nodes;

namespace DnsRegistry.Host.CommandLine;

/// <summary><c>dnsregistry register</c>: registers one instance and, if told to, keeps it registered.</summary>
internal sealed class RegisterCommand
{
    private readonly Argument<string> _service = ClientOptions.Service();
    private readonly Argument<string> _id = ClientOptions.Id();
    private readonly Option<string[]> _address = new("--address")
    {
        Description = "An IPv4 or IPv6 address of the instance. May be given several times.",
        HelpName = "ADDR",
    };

    private readonly Option<string?> _host = new("--host") { Description = "A domain name, instead of addresses.", HelpName = "NAME" };
    private readonly Option<int?> _port = new("--port") { Description = "The main port.", HelpName = "PORT" };
    private readonly Option<KeyValuePair<string, JsonNode?>[]> _namedPort = new("--named-port")
    {
        Description = "A further port, such as grpc=9090 or dns=53/udp. May be given several times.",
        HelpName = "NAME=PORT",
        CustomParser = result => ReadPairs(result, TryReadPort, "NAME=PORT, NAME=PORT/tcp or NAME=PORT/udp"),
    };

    private readonly Option<string?> _zone = new("--zone") { Description = "Where it runs.", HelpName = "ZONE" };
    private readonly Option<string?> _group = new("--group") { Description = "The group it belongs to.", HelpName = "GROUP" };
    private readonly Option<string?> _version = new("--version") { Description = "Its version.", HelpName = "VERSION" };
    private readonly Option<int?> _weight = new("--weight") { Description = "Its share of the load, 1 to 65535.", HelpName = "N" };
    private readonly Option<int?> _lease = new("--lease")
    {
        Description = "How long it stays in DNS after its last heartbeat.",
        HelpName = "SECONDS",
    };

    private readonly Option<bool> _static = new("--static") { Description = "It needs no heartbeats." };
    private readonly Option<KeyValuePair<string, JsonNode?>[]> _metadata = new("--metadata")
    {
        Description = "A text for its readers. May be given several times.",
        HelpName = "KEY=VALUE",
        CustomParser = result => ReadPairs(result, TryReadText, "KEY=VALUE"),
    };

    private readonly Option<bool> _keep = new("--keep")
    {
        Description = "Stay, send the heartbeats, and deregister on Ctrl-C or SIGTERM.",
    };

    private RegisterCommand()
    {
    }

    private delegate bool ValueRule(string text, out JsonNode? value);

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var options = new RegisterCommand();
        var command = new Command("register", "Register an instance of a service, or replace its registration.")
        {
            options._service, options._id, options._address, options._host, options._port, options._namedPort, options._zone,
            options._group, options._version, options._weight, options._lease, options._static, options._metadata, options._keep,
        };
        command.SetClientAction(ClientOptions.Server(), async (parsed, client, output, error) =>
        {
            var instance = new KeptInstance(
                client,
                RegistryClient.InstancePath(parsed.GetRequiredValue(options._service), parsed.GetRequiredValue(options._id)),
                options.Body(parsed),
                output,
                error);
            return parsed.GetValue(options._keep) ? await instance.KeepAsync() : await instance.RegisterAsync();
        });
        return command;
    }

    private static KeyValuePair<string, JsonNode?>[] ReadPairs(ArgumentResult result, ValueRule rule, string form)
    {
        var pairs = new List<KeyValuePair<string, JsonNode?>>();
        foreach (Token token in result.Tokens)
        {
            int equals = token.Value.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0 && rule(token.Value[(equals + 1)..], out JsonNode? value)
                && pairs.TrueForAll(pair => pair.Key != token.Value[..equals]))
                pairs.Add(KeyValuePair.Create(token.Value[..equals], value));
            else
                result.AddError($"'{token.Value}' is not a new {form}.");
        }

        return [.. pairs];
    }

    private static bool TryReadText(string text, out JsonNode? value)
    {
        value = text;
        return true;
    }

    private static bool TryReadPort(string text, out JsonNode? value)
    {
        string[] parts = text.Split('/');
        bool isPort = ushort.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out ushort port);
        value = parts is [_, string protocol] ? new JsonObject { ["port"] = port, ["protocol"] = protocol } : port;
        return isPort && (parts.Length == 1 || parts is [_, "tcp" or "udp"]);
    }

    private JsonObject Body(ParseResult parsed)
    {
        var body = new JsonObject();
        Set("zone", parsed.GetValue(_zone));
        Set("group", parsed.GetValue(_group));
        Set("version", parsed.GetValue(_version));
        Set("host", parsed.GetValue(_host));
        Set("port", parsed.GetValue(_port));
        Set("weight", parsed.GetValue(_weight));
        Set("leaseSeconds", parsed.GetValue(_lease));
        if (parsed.GetValue(_address) is { Length: > 0 } addresses)
            body["addresses"] = new JsonArray([.. addresses.Select(address => (JsonNode)address)]);
        if (parsed.GetValue(_namedPort) is { Length: > 0 } ports)
            body["ports"] = new JsonObject(ports);
        if (parsed.GetValue(_metadata) is { Length: > 0 } metadata)
            body["metadata"] = new JsonObject(metadata);
        if (parsed.GetValue(_static))
            body["static"] = true;
        return body;

        void Set(string field, JsonNode? value)
        {
            if (value is not null)
                body[field] = value;
        }
    }
}
