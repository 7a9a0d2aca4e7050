using System.CommandLine;
using DnsRegistry.Api.Access;
using DnsRegistry.Host.Access;
using DnsRegistry.Host.Configuration;

namespace DnsRegistry.Host.CommandLine;

/// <summary><c>dnsregistry token</c>: makes, lists, renews and revokes tokens in the data folder, whether or not the server runs.</summary>
internal static class TokenCommand
{
    /// <summary>The command.</summary>
    /// <param name="options">Where the data folder is found.</param>
    public static Command Create(ServerOptions options) => new("token", "Make, list and revoke the tokens that HTTP calls show.")
    {
        CreateAdd(options), CreateList(options), CreateRotate(options), CreateRevoke(options),
    };

    private static Command CreateAdd(ServerOptions options)
    {
        Argument<string> name = Name();
        Option<string[]> read = Prefixes(
            "--read", "May look at services whose names begin with this; '*' is all. May be given several times.");
        Option<string[]> write = Prefixes("--write", "May change, and look at, services whose names begin with this; likewise.");
        var admin = new Option<bool>("--admin") { Description = "May do everything, also to what other tokens own." };
        var expires = new Option<string?>("--expires") { Description = "Ends after this time: 90d, 12h or 30m.", HelpName = "TIME" };
        var command = new Command("add", "Make a token. Its secret is printed now and never again.") { name, read, write, admin, expires };
        return Run(command, options, (parsed, edit, faults) =>
        {
            var token = new AccessToken
            {
                Name = Checked<string>(parsed.GetRequiredValue(name), TokenTexts.Name, faults),
                Id = "",
                Hash = default,
                Read = [.. (parsed.GetValue(read) ?? []).Select(prefix => Checked<string>(prefix, TokenTexts.Prefix, faults)).Distinct()],
                Write = [.. (parsed.GetValue(write) ?? []).Select(prefix => Checked<string>(prefix, TokenTexts.Prefix, faults)).Distinct()],
                IsAdmin = parsed.GetValue(admin),
                ExpiresAt = parsed.GetValue(expires) is string time
                    ? DateTimeOffset.UtcNow + Checked<TimeSpan>(time, TokenTexts.Duration, faults)
                    : null,
            };
            if (!token.IsAdmin && token.Read.Count + token.Write.Count == 0)
                faults.Add("say what it may do: --read PREFIX, --write PREFIX or --admin");
            if (edit.Tokens.Exists(known => known.Name == token.Name))
                faults.Add($"there is a token '{token.Name}' already; 'dnsregistry token rotate' gives it a new secret");
            return WithNewSecret(edit, token, faults);
        });
    }

    private static Command CreateRotate(ServerOptions options)
    {
        Argument<string> name = Name();
        var command = new Command("rotate", "Give a token a new secret. It keeps its name, its rights and what it owns.") { name };
        return Run(command, options, (parsed, edit, faults) =>
            Take(edit, parsed.GetRequiredValue(name), faults) is AccessToken token ? WithNewSecret(edit, token, faults) : "");
    }

    private static Command CreateRevoke(ServerOptions options)
    {
        Argument<string> name = Name();
        var command = new Command("revoke", "Take a token back. The server knows within two seconds.") { name };
        return Run(command, options, (parsed, edit, faults) =>
        {
            Take(edit, parsed.GetRequiredValue(name), faults);
            return "";
        });
    }

    private static Command CreateList(ServerOptions options)
    {
        var command = new Command("list", "List the tokens and what they may do.");
        options.AddDataTo(command);
        command.SetAction(parsed =>
        {
            var faults = new List<SettingFault>();
            IReadOnlyList<AccessToken> tokens = TokenFile.Read(SettingsLoader.LoadDataFolder(options.Read(parsed), faults), faults);
            foreach (SettingFault fault in faults)
                parsed.InvocationConfiguration.Error.WriteLine(fault);
            foreach (AccessToken token in tokens)
                parsed.InvocationConfiguration.Output.WriteLine(LineOf(token));
            return faults.Count == 0 ? ExitCode.Good : ExitCode.BadConfiguration;
        });
        return command;
    }

    private static Argument<string> Name() => new("NAME") { Description = "The name of the token, which owns what it registers." };

    private static Option<string[]> Prefixes(string name, string description) =>
        new(name) { Description = description, HelpName = "PREFIX" };

    /// <summary>Takes a token out of the set.</summary>
    private static AccessToken? Take(TokenFileEdit edit, string name, List<string> faults)
    {
        AccessToken? token = edit.Tokens.Find(known => known.Name == name);
        if (token is null || !edit.Tokens.Remove(token))
            faults.Add($"there is no token '{name}'");
        return token;
    }

    private static string WithNewSecret(TokenFileEdit edit, AccessToken token, List<string> faults)
    {
        if (faults.Count > 0)
            return "";

        (string secret, string id, byte[] hash) = TokenSecret.Create();
        edit.Tokens.Add(token with { Id = id, Hash = hash });
        return secret + "\n";
    }

    private static T Checked<T>(string text, SettingReader.TextRule<T> rule, List<string> faults)
    {
        if (rule(text, out T value) is string fault)
            faults.Add(fault);
        return value;
    }

    private static string LineOf(AccessToken token)
    {
        string[] rights = token.IsAdmin
            ? ["admin"]
            : [.. token.Read.Select(prefix => $"read {prefix}*"), .. token.Write.Select(prefix => $"write {prefix}*")];
        string end = token.ExpiresAt is DateTimeOffset time ? $", until {time.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}" : "";
        return $"{token.Name,-20} {string.Join(", ", rights)}{end}";
    }

    /// <summary>Sets what a command does with the tokens, which is kept when nothing is wrong. What it returns is printed then.</summary>
    private static Command Run(Command command, ServerOptions options, Func<ParseResult, TokenFileEdit, List<string>, string> run)
    {
        options.AddDataTo(command);
        command.SetAction(parsed =>
        {
            TextWriter error = parsed.InvocationConfiguration.Error;
            var faults = new List<string>();
            try
            {
                string printed = RunOnce(options.Read(parsed), edit => run(parsed, edit, faults), faults);
                foreach (string fault in faults)
                    error.WriteLine(fault);
                parsed.InvocationConfiguration.Output.Write(printed);
                return faults.Count == 0 ? ExitCode.Good : ExitCode.BadConfiguration;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                error.WriteLine($"dnsregistry: {exception.Message}");
                return ExitCode.Failed;
            }
        });
        return command;
    }

    private static string RunOnce(ServerArguments arguments, Func<TokenFileEdit, string> run, List<string> faults)
    {
        var settingFaults = new List<SettingFault>();
        string folder = SettingsLoader.LoadDataFolder(arguments, settingFaults);
        using TokenFileEdit? edit = settingFaults.Count == 0 ? TokenFileEdit.Begin(folder, settingFaults) : null;
        faults.AddRange(settingFaults.Select(fault => fault.ToString()));
        if (edit is null)
            return "";

        string printed = run(edit);
        if (faults.Count > 0)
            return "";

        edit.Save();
        return printed;
    }
}
