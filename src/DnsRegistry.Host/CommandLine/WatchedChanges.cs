using System.Net;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;

namespace DnsRegistry.Host.CommandLine;

/// <summary>Follows the changes of a registry, over as many connections as it takes.</summary>
/// <param name="client">The server.</param>
/// <param name="service">The service of interest; null for all.</param>
/// <param name="since">The revision to begin behind; null for now.</param>
/// <param name="output">Takes the changes, one a line.</param>
/// <param name="error">Takes what went wrong.</param>
internal sealed class WatchedChanges(RegistryClient client, string? service, long? since, TextWriter output, TextWriter error)
{
    private readonly EventLines _events = new(since);
    private bool _wasConnected;

    /// <summary>Prints changes until a signal comes, or the server refuses.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync()
    {
        using var stop = new CancellationTokenSource();
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal);
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal);
        try
        {
            int code;
            while ((code = await FollowAsync(stop.Token)) == ExitCode.Good)
                await Task.Delay(_events.RetryAfter, stop.Token);
            return code;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return ExitCode.Good;
        }

        void OnSignal(PosixSignalContext context)
        {
            context.Cancel = true;
            stop.Cancel();
        }
    }

    /// <summary>Follows one connection to its end.</summary>
    /// <returns>Whether to connect again.</returns>
    private async Task<int> FollowAsync(CancellationToken cancellationToken)
    {
        try
        {
            using HttpResponseMessage response = await client.OpenAsync(Path(), _events.LastId, cancellationToken);
            if (response.StatusCode != HttpStatusCode.OK)
                return await TakeRefusalAsync(response, cancellationToken);

            _wasConnected = true;
            await foreach ((string name, string data) in _events.ReadAsync(response, cancellationToken))
                await PrintAsync(name, data);
        }
        catch (RegistryClientException exception) when (_wasConnected)
        {
            await error.WriteLineAsync($"dnsregistry: {exception.Message}; trying again");
        }

        return ExitCode.Good;
    }

    private string Path() => "/v1/watch" + RegistryClient.Query(("service", service));

    private async Task<int> TakeRefusalAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        RegistryReply reply = await RegistryClient.ReadAsync(response, cancellationToken);
        if (response.StatusCode == HttpStatusCode.Gone)
        {
            await error.WriteLineAsync($"dnsregistry: {reply["detail"]} Going on from now; what changed in between is not shown");
            _events.Forget();
            return ExitCode.Good;
        }

        if (response.StatusCode == HttpStatusCode.ServiceUnavailable)
            return ExitCode.Good;

        await reply.WriteProblemAsync(error);
        return ExitCode.Failed;
    }

    private async Task PrintAsync(string name, string data)
    {
        JsonObject fields = JsonNode.Parse(data) as JsonObject ?? [];
        if (name == "lagged")
            await error.WriteLineAsync($"dnsregistry: too slow, changes before {fields["oldest"]} are lost");
        else if (name == "refused")
            await error.WriteLineAsync($"dnsregistry: {fields["detail"]}");
        else if (fields["id"] is null)
            await output.WriteLineAsync($"{_events.LastId} {name} {fields["service"]} {fields[name]?.ToJsonString() ?? "none"}");
        else
            await output.WriteLineAsync($"{_events.LastId} {name} {fields["service"]} {ListCommand.InstanceLine(fields)}");
        await output.FlushAsync();
    }
}
