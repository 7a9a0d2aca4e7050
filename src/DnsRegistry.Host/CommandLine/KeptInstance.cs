using System.Globalization;
using System.Net;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;

namespace DnsRegistry.Host.CommandLine;

/// <summary>One instance on the side of its registrant: registered, renewed when due, and taken out at the end.</summary>
/// <param name="client">The server.</param>
/// <param name="path">The path of the instance.</param>
/// <param name="body">The registration.</param>
/// <param name="output">Takes what was done.</param>
/// <param name="error">Takes what failed.</param>
internal sealed class KeptInstance(RegistryClient client, string path, JsonObject body, TextWriter output, TextWriter error)
{
    private static readonly TimeSpan s_retryAfter = TimeSpan.FromSeconds(1);

    private string _generation = "";
    private TimeSpan _untilHeartbeat;

    /// <summary>Registers once.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> RegisterAsync()
    {
        RegistryReply reply = await SendRegistrationAsync();
        if (!reply.IsGood)
        {
            await reply.WriteProblemAsync(error);
            return ExitCode.Failed;
        }

        await TellAsync(reply);
        return ExitCode.Good;
    }

    /// <summary>Registers, sends heartbeats until a signal comes, then deregisters.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> KeepAsync()
    {
        using var stop = new CancellationTokenSource();
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal);
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal);
        try
        {
            int code = await RegisterAsync();
            while (code == ExitCode.Good)
            {
                await Task.Delay(_untilHeartbeat, stop.Token);
                code = await RenewAsync(stop.Token);
            }

            return code;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return await DeregisterAsync();
        }

        void OnSignal(PosixSignalContext context)
        {
            context.Cancel = true;
            stop.Cancel();
        }
    }

    private async Task<int> RenewAsync(CancellationToken cancellationToken)
    {
        try
        {
            RegistryReply reply = await client.SendAsync(
                HttpMethod.Put,
                path + "/heartbeat" + RegistryClient.Query(("generation", _generation)),
                cancellationToken: cancellationToken);
            bool isForgotten = reply.Status == HttpStatusCode.NotFound;
            if (isForgotten)
                reply = await SendRegistrationAsync();

            if (!reply.IsGood)
                return await BearAsync(reply);
            if (isForgotten)
                await TellAsync(reply);
            else
                Remember(reply);
        }
        catch (RegistryClientException exception)
        {
            // The lease has room for two lost heartbeats, and the server may be restarting.
            await error.WriteLineAsync($"dnsregistry: {exception.Message}; trying again");
            _untilHeartbeat = s_retryAfter;
        }

        return ExitCode.Good;
    }

    /// <summary>It cannot be broken off: whoever has to deregister must know whether there is anything.</summary>
    private Task<RegistryReply> SendRegistrationAsync() => client.SendAsync(HttpMethod.Put, path, body);

    private async Task TellAsync(RegistryReply reply)
    {
        Remember(reply);
        string verb = reply.Status == HttpStatusCode.Created ? "registered" : "registered again";
        await output.WriteLineAsync($"{verb}: generation {_generation}, {reply.Lease}");
        foreach (JsonNode? name in reply.Body["names"] as JsonArray ?? [])
            await output.WriteLineAsync($"  {name}");
    }

    /// <summary>Waits where the server has too much to do or is out of order, which passes. Anything else is final.</summary>
    private async Task<int> BearAsync(RegistryReply reply)
    {
        if (reply.Status != HttpStatusCode.TooManyRequests && reply.Status < HttpStatusCode.InternalServerError)
            return await GiveUpAsync(reply);

        await error.WriteLineAsync($"dnsregistry: refused with status {(int)reply.Status}: {reply["title"]}; trying again");
        _untilHeartbeat = reply.RetryAfter;
        return ExitCode.Good;
    }

    private async Task<int> GiveUpAsync(RegistryReply reply)
    {
        if (reply.Status == HttpStatusCode.PreconditionFailed)
            await error.WriteLineAsync("dnsregistry: somebody else has registered this instance since; leaving it to them");
        else
            await reply.WriteProblemAsync(error);
        return ExitCode.Failed;
    }

    private async Task<int> DeregisterAsync()
    {
        RegistryReply reply = await client.SendAsync(HttpMethod.Delete, path + RegistryClient.Query(("generation", _generation)));
        if (!reply.IsGood)
            return await GiveUpAsync(reply);

        await output.WriteLineAsync($"deregistered; caches may have it for {reply["drainMs"]} ms");
        return ExitCode.Good;
    }

    private void Remember(RegistryReply reply)
    {
        _generation = reply["generation"];
        _untilHeartbeat = int.TryParse(reply["nextHeartbeatMs"], NumberStyles.None, CultureInfo.InvariantCulture, out int milliseconds)
            ? TimeSpan.FromMilliseconds(milliseconds)
            : Timeout.InfiniteTimeSpan;
    }
}
