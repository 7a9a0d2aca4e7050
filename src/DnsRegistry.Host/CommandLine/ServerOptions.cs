using System.CommandLine;
using DnsRegistry.Host.Configuration;
using DnsRegistry.Host.Configuration.Sources;

namespace DnsRegistry.Host.CommandLine;

/// <summary>The options of the commands that know the whole configuration: serve and check.</summary>
internal sealed class ServerOptions
{
    private readonly Option<string?> _config = new("--config")
    {
        Description = "The configuration file. [default: dnsregistry.json, if there is one]",
        HelpName = "FILE",
    };

    private readonly Option<string[]> _dns = new("--dns")
    {
        Description = "Answer DNS here, over UDP and TCP. May be given several times; port 0 is any free port. [default: 127.0.0.1:1053]",
        HelpName = "ADDR:PORT",
    };

    private readonly Option<string?> _http = new("--http")
    {
        Description = "Answer HTTP here. [default: 127.0.0.1:8053]",
        HelpName = "ADDR:PORT",
    };

    private readonly Option<string?> _data = new("--data")
    {
        Description = "Keep registrations in this folder. [default: data]",
        HelpName = "DIR",
    };

    private readonly Option<string?> _zones = new("--zones")
    {
        Description = "Serve the zone files (*.zone) of this folder. [default: zones]",
        HelpName = "DIR",
    };

    private readonly Option<string[]> _suffix = new("--suffix")
    {
        Description = "Answer for services below this name. May be given several times. [default: svc.]",
        HelpName = "NAME",
    };

    /// <summary>Offers the options with a command.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(_config);
        command.Options.Add(_dns);
        command.Options.Add(_http);
        command.Options.Add(_data);
        command.Options.Add(_zones);
        command.Options.Add(_suffix);
    }

    /// <summary>Offers the options that tell where the data folder is.</summary>
    public void AddDataTo(Command command)
    {
        command.Options.Add(_config);
        command.Options.Add(_data);
    }

    /// <summary>What was given. The values are checked later, together with those of the other sources.</summary>
    public ServerArguments Read(ParseResult parsed)
    {
        var dns = new List<SettingEntry>();
        AddList(dns, "Listen", _dns.Name, parsed.GetValue(_dns));
        AddList(dns, "Suffixes", _suffix.Name, parsed.GetValue(_suffix));

        var http = new List<SettingEntry>();
        AddList(http, "Listen", _http.Name, parsed.GetValue(_http) is string listen ? [listen] : []);

        var root = new List<SettingEntry>
        {
            new("Dns", _dns.Name, new SettingSection(_dns.Name, dns)),
            new("Http", _http.Name, new SettingSection(_http.Name, http)),
        };
        AddText(root, SettingTable.Data, _data.Name, parsed.GetValue(_data));
        AddText(root, SettingTable.ZoneFiles, _zones.Name, parsed.GetValue(_zones));
        return new ServerArguments(parsed.GetValue(_config), new SettingSection("command line", root));
    }

    private static void AddList(List<SettingEntry> entries, string name, string option, string[]? values)
    {
        if (values is { Length: > 0 })
            entries.Add(new SettingEntry(name, option, new SettingList(option, [.. values.Select(value => Value(option, value))])));
    }

    private static void AddText(List<SettingEntry> entries, string name, string option, string? value)
    {
        if (value is not null)
            entries.Add(new SettingEntry(name, option, Value(option, value)));
    }

    private static SettingValue Value(string option, string text) => new(option, SettingKind.Untyped, text);
}
