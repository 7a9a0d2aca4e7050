using System.CommandLine;
using System.CommandLine.Parsing;
using DnsRegistry.Host.Configuration.Sources;

namespace DnsRegistry.Host.CommandLine;

/// <summary>What all commands that talk to a running server over HTTP have in common.</summary>
internal static class ClientOptions
{
    private const string DefaultServer = "http://127.0.0.1:8053";

    /// <summary>Which service.</summary>
    public static Argument<string> Service() => new("SERVICE") { Description = "The name of the service." };

    /// <summary>Which instance.</summary>
    public static Argument<string> Id() => new("ID") { Description = "The id of the instance, unique within the service." };

    /// <summary>The generation that the caller means.</summary>
    public static Option<long?> Generation() => new("--generation")
    {
        Description = "Only if this is still the current generation of the instance.",
        HelpName = "G",
    };

    /// <summary>Where the server is.</summary>
    public static Option<Uri?> Server() => new("--server")
    {
        Description = $"The HTTP address of the server; {EnvironmentSettings.ClientServerVariable} in the environment sets it too.",
        HelpName = "URL",
        DefaultValueFactory = result => ReadUrl(
            Environment.GetEnvironmentVariable(EnvironmentSettings.ClientServerVariable) is { Length: > 0 } url
                ? url
                : DefaultServer, result),
        CustomParser = result => ReadUrl(result.Tokens.Single().Value, result),
    };

    /// <summary>The secret to show.</summary>
    public static Option<string?> Token() => new("--token")
    {
        Description = $"The secret of a token; better set as {EnvironmentSettings.ClientTokenVariable} in the environment, "
            + "where others cannot see it.",
        HelpName = "SECRET",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable(EnvironmentSettings.ClientTokenVariable),
    };

    /// <summary>Whom to trust.</summary>
    public static Option<string?> Ca() => new("--ca")
    {
        Description = $"Trust servers with a certificate of this authority (PEM) only; {EnvironmentSettings.ClientCaVariable} "
            + "in the environment sets it too.",
        HelpName = "FILE",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable(EnvironmentSettings.ClientCaVariable),
    };

    /// <summary>What to show a server that asks for a certificate.</summary>
    public static Option<string?> Certificate() => new("--cert")
    {
        Description = "Show servers that ask for one this certificate (PEM), with those between it and its authority behind it; "
            + $"{EnvironmentSettings.ClientCertificateVariable} in the environment sets it too.",
        HelpName = "FILE",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable(EnvironmentSettings.ClientCertificateVariable),
    };

    /// <summary>The key to that.</summary>
    public static Option<string?> Key() => new("--key")
    {
        Description = "The key of that certificate (PEM), where it is in another file; "
            + $"{EnvironmentSettings.ClientKeyVariable} in the environment sets it too.",
        HelpName = "FILE",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable(EnvironmentSettings.ClientKeyVariable),
    };

    private static Uri? ReadUrl(string text, ArgumentResult result)
    {
        if (Uri.TryCreate(text, UriKind.Absolute, out Uri? url) && url.Scheme is "http" or "https")
            return url;

        result.AddError($"'{text}' is not the URL of a server, such as {DefaultServer}.");
        return null;
    }
}
