using System.CommandLine;
using System.Net;
using DnsRegistry.Host.Configuration;

namespace DnsRegistry.Host.CommandLine;

/// <summary><c>dnsregistry query</c>: asks DNS and prints the response as <c>dig</c> would.</summary>
internal static class QueryCommand
{
    private const string DefaultServer = "127.0.0.1:1053";

    /// <summary>The command.</summary>
    public static Command Create(IDnsLookup lookup)
    {
        var name = new Argument<string>("NAME") { Description = "The name to ask for, or an address whose name is wanted." };
        var type = new Argument<string?>("TYPE")
        {
            Description = "The record type. [default: A; PTR for an address]",
            Arity = ArgumentArity.ZeroOrOne,
        };
        type.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: string text }] && !lookup.IsRecordType(text))
                result.AddError($"'{text}' is not a record type.");
        });
        var server = new Option<IPEndPoint>("--server")
        {
            Description = "The DNS server to ask.",
            HelpName = "ADDR:PORT",
            DefaultValueFactory = _ => IPEndPoint.Parse(DefaultServer),
            CustomParser = result =>
            {
                if (SettingTexts.EndPoint(result.Tokens.Single().Value, out IPEndPoint endPoint) is string fault)
                    result.AddError($"{fault}.");
                return endPoint;
            },
        };
        var tcp = new Option<bool>("--tcp") { Description = "Ask over TCP." };

        var command = new Command("query", "Ask a DNS server and print its answer.") { name, type, server, tcp };
        command.SetAction((parsed, _) =>
        {
            string asked = parsed.GetRequiredValue(name);
            bool isAddress = IPAddress.TryParse(asked, out IPAddress? address);
            return RunAsync(
                lookup,
                parsed.GetRequiredValue(server),
                isAddress ? ReverseName.Of(address!) : asked,
                parsed.GetValue(type) ?? (isAddress ? "PTR" : "A"),
                parsed.GetValue(tcp),
                parsed.InvocationConfiguration);
        });
        return command;
    }

    private static async Task<int> RunAsync(
        IDnsLookup lookup, IPEndPoint server, string name, string type, bool useTcp, InvocationConfiguration console)
    {
        DnsLookupReply? reply = await lookup.AskAsync(server, name, type, useTcp);
        if (reply is null)
        {
            await console.Error.WriteLineAsync($"dnsregistry: no answer from {server}");
            return ExitCode.Failed;
        }

        await console.Output.WriteLineAsync($";; {name} {type.ToUpperInvariant()}: status {reply.Status}, flags {reply.Flags}");
        foreach ((string section, IReadOnlyList<string> records) in reply.Sections)
        {
            await console.Output.WriteLineAsync($"\n;; {section}");
            foreach (string record in records)
                await console.Output.WriteLineAsync(record);
        }

        return ExitCode.Good;
    }
}
