using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using DnsRegistry.Api.Export;

namespace DnsRegistry.Host.CommandLine.Transfer;

/// <summary>Puts the lines of an export into a server: registrations many at a time, the rest one by one.</summary>
/// <param name="client">The server.</param>
/// <param name="output">Takes what was done.</param>
/// <param name="error">Takes what was refused, and why.</param>
internal sealed partial class LineImport(RegistryClient client, TextWriter output, TextWriter error)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly RegistrationBatch _batch = new();
    private readonly ImportTally _tally = new();
    private long _line;
    private bool _hasEnd;

    /// <summary>Reads all lines.</summary>
    /// <param name="lines">The lines.</param>
    /// <param name="from">The first that counts, from 1 on.</param>
    /// <returns>The exit code: 1 when anything was refused, or is missing.</returns>
    public async Task<int> RunAsync(TextReader lines, long from)
    {
        try
        {
            while (await lines.ReadLineAsync() is string line)
            {
                _line++;
                if (_line >= from && line.AsSpan().Trim().Length > 0 && !await TakeAsync(line))
                    return ExitCode.Failed;
            }

            await SendBatchAsync();
        }
        catch (RegistryClientException exception)
        {
            // Everything before the batch under way is done; that itself may be, and doing it again does no harm.
            await error.WriteLineAsync(
                $"dnsregistry: {exception.Message}; {_tally} so far; go on with --from-line {(_batch.IsEmpty ? _line : _batch.FirstLine)}");
            return ExitCode.Failed;
        }

        if (!_hasEnd)
            await error.WriteLineAsync("dnsregistry: there is no last line of the kind 'end': the export was cut short");
        await output.WriteLineAsync($"imported: {_tally}");
        return _tally.Refused == 0 && _hasEnd ? ExitCode.Good : ExitCode.Failed;
    }

    /// <summary>Takes one line.</summary>
    /// <returns><see langword="false"/> when it makes no sense to go on.</returns>
    private async Task<bool> TakeAsync(string line)
    {
        if (Parse(line) is not JsonObject thing)
        {
            await RefuseAsync(_line, "is not a JSON object");
            return true;
        }

        string? kind = TextOf(thing, "kind");
        thing.Remove("kind");
        switch (kind)
        {
            case "export":
                return await IsKnownFormatAsync(thing);
            case "end":
                _hasEnd = true;
                return true;
            case "registration":
                if (!_batch.TryAdd(_line, thing))
                {
                    await SendBatchAsync();
                    _batch.TryAdd(_line, thing);
                }

                return true;
            case "settings":
                await PutAsync($"/v1/services/{Escaped(thing, "service")}/settings", thing["settings"]);
                return true;
            case "override":
                await PutAsync(
                    $"/v1/services/{Escaped(thing, "service")}/instances/{Escaped(thing, "id")}/override?absent=true", thing["override"]);
                return true;
            default:
                await RefuseAsync(_line, $"has the kind '{kind}', which this program does not know");
                return true;
        }
    }

    private async Task<bool> IsKnownFormatAsync(JsonObject head)
    {
        if (head["format"] is JsonValue format && format.TryGetValue(out int number) && number <= ExportLine.Format)
            return true;

        await error.WriteLineAsync(
            $"dnsregistry: the export has format {head["format"]}; this program knows formats up to {ExportLine.Format}. Use a newer one.");
        return false;
    }

    private async Task PutAsync(string path, JsonNode? body)
    {
        RegistryReply reply = await SendAsync(HttpMethod.Put, path, body?.DeepClone() ?? new JsonObject());
        if (reply.Status == HttpStatusCode.Created)
            _tally.Created++;
        else if (reply.IsGood)
            _tally.Replaced++;
        else
            await RefuseAsync(_line, ReasonOf(reply));
    }

    private async Task SendBatchAsync()
    {
        while (!_batch.IsEmpty)
        {
            RegistryReply reply = await SendAsync(HttpMethod.Post, "/v1/registrations", _batch.ToBody());
            if (reply.IsGood)
            {
                await CountAsync(reply);
                break;
            }

            // One that is not valid holds up the others: it goes, and the rest is sent again.
            HashSet<int> faulty = await RefuseFaultyAsync(reply);
            if (faulty.Count == 0)
            {
                await RefuseAsync(_batch.FirstLine, $"and those behind it: {ReasonOf(reply)}");
                break;
            }

            _batch.Remove(faulty);
        }

        _batch.Clear();
    }

    private async Task CountAsync(RegistryReply reply)
    {
        _tally.Created += CountOf(reply, "created");
        _tally.Replaced += CountOf(reply, "replaced");
        foreach ((int index, JsonNode? item) in (reply.Body["items"] as JsonArray ?? []).Index())
        {
            if (item?["problem"] is JsonNode problem)
                await RefuseAsync(_batch.LineOf(index), $"{problem["detail"] ?? problem["title"]}");
        }
    }

    private async Task<HashSet<int>> RefuseFaultyAsync(RegistryReply reply)
    {
        var faulty = new HashSet<int>();
        foreach ((string field, JsonNode? messages) in reply.Body["errors"] as JsonObject ?? [])
        {
            Match match = ItemField().Match(field);
            if (!match.Success)
                continue;

            int index = int.Parse(match.Groups["index"].Value, CultureInfo.InvariantCulture);
            string why = $"{match.Groups["field"].Value} {string.Join("; ", messages as JsonArray ?? [])}".Trim();
            if (faulty.Add(index))
                await RefuseAsync(_batch.LineOf(index), why);
            else
                await error.WriteLineAsync($"line {_batch.LineOf(index)}: {why}");
        }

        return faulty;
    }

    private async Task<RegistryReply> SendAsync(HttpMethod method, string path, JsonNode body)
    {
        DateTime end = DateTime.UtcNow + s_patience;
        while (true)
        {
            RegistryReply reply = await client.SendAsync(method, path, body, s_patience);
            bool isBusy = reply.Status is HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests;
            if (!isBusy)
                return reply;
            if (DateTime.UtcNow >= end)
                throw new RegistryClientException($"the server takes no writes: {ReasonOf(reply)}", innerException: null);
            await Task.Delay(reply.RetryAfter);
        }
    }

    private async Task RefuseAsync(long line, string why)
    {
        _tally.Refused++;
        await error.WriteLineAsync($"line {line}: {why}");
    }

    private static string ReasonOf(RegistryReply reply)
    {
        IEnumerable<string> faults = (reply.Body["errors"] as JsonObject ?? [])
            .Select(field => $"{field.Key} {string.Join("; ", field.Value as JsonArray ?? [])}");
        return string.Join(", ", faults.Prepend($"{reply["title"]}. {reply["detail"]}".Trim()));
    }

    private static long CountOf(RegistryReply reply, string field) =>
        long.TryParse(reply[field], NumberStyles.None, CultureInfo.InvariantCulture, out long count) ? count : 0;

    private static string? TextOf(JsonObject thing, string field) =>
        thing[field] is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    private static string Escaped(JsonObject thing, string field) => Uri.EscapeDataString(TextOf(thing, field) ?? "");

    private static JsonObject? Parse(string line)
    {
        try
        {
            return JsonNode.Parse(line) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"^items\[(?<index>\d+)\]\.?(?<field>.*)$")]
    private static partial Regex ItemField();
}
