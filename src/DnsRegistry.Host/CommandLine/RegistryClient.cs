using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace DnsRegistry.Host.CommandLine;

/// <summary>Talks to the HTTP interface of a running server.</summary>
internal sealed class RegistryClient : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    private readonly HttpClient _http;
    private readonly Uri _server;

    private RegistryClient(Uri server, string? token, SslClientAuthenticationOptions tls)
    {
        _server = server;
        _http = new HttpClient(new SocketsHttpHandler { SslOptions = tls }) { BaseAddress = server, Timeout = Timeout.InfiniteTimeSpan };
        if (!string.IsNullOrEmpty(token))
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    /// <summary>A client of one server.</summary>
    /// <param name="server">Its address.</param>
    /// <param name="token">The secret to show; null for none.</param>
    /// <param name="tls">Whom to trust, and what to show.</param>
    /// <exception cref="RegistryClientException">A file cannot be used, or the secret is none.</exception>
    public static RegistryClient Create(Uri server, string? token, ClientTls tls)
    {
        try
        {
            return new RegistryClient(server, token, tls.Read());
        }
        catch (FormatException exception)
        {
            throw new RegistryClientException("what was given as a token is none", exception);
        }
    }

    /// <summary>The path of one instance.</summary>
    public static string InstancePath(string service, string id) =>
        $"/v1/services/{Uri.EscapeDataString(service)}/instances/{Uri.EscapeDataString(id)}";

    /// <summary>A query string of the parameters that were given.</summary>
    public static string Query(params ReadOnlySpan<(string Name, string? Value)> parameters)
    {
        var query = new List<string>();
        foreach ((string name, string? value) in parameters)
        {
            if (value is not null)
                query.Add($"{name}={Uri.EscapeDataString(value)}");
        }

        return query.Count == 0 ? "" : "?" + string.Join('&', query);
    }

    /// <summary>Sends one request.</summary>
    /// <param name="method">The method.</param>
    /// <param name="pathAndQuery">From the first slash on.</param>
    /// <param name="body">A JSON body, or null.</param>
    /// <param name="patience">How long to wait for the answer; null is ten seconds.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="RegistryClientException">Nobody answers, or what answers is not this interface.</exception>
    public async Task<RegistryReply> SendAsync(
        HttpMethod method,
        string pathAndQuery,
        JsonNode? body = null,
        TimeSpan? patience = null,
        CancellationToken cancellationToken = default)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(patience ?? s_patience);
        using var request = new HttpRequestMessage(method, new Uri(pathAndQuery, UriKind.Relative));
        if (body is not null)
            request.Content = JsonContent.Create(body);

        try
        {
            using HttpResponseMessage response = await _http.SendAsync(request, limit.Token);
            return await ReadAsync(response, limit.Token);
        }
        catch (HttpRequestException exception)
        {
            throw new RegistryClientException($"cannot reach {_server}: {exception.Message}", exception);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new RegistryClientException($"{_server} does not answer", exception);
        }
        catch (JsonException exception)
        {
            throw new RegistryClientException($"what answers at {_server} is not a service registry", exception);
        }
    }

    /// <summary>Reads an answer.</summary>
    public static async Task<RegistryReply> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        JsonNode? reply = response.Content.Headers.ContentLength == 0 || response.StatusCode == HttpStatusCode.NoContent
            ? null
            : await response.Content.ReadFromJsonAsync<JsonNode>(cancellationToken);
        return new RegistryReply(response.StatusCode, reply as JsonObject ?? [])
        {
            RetryAfter = response.Headers.RetryAfter?.Delta ?? TimeSpan.FromSeconds(1),
        };
    }

    /// <summary>Opens an event stream. What answers may be a refusal.</summary>
    /// <param name="pathAndQuery">From the first slash on.</param>
    /// <param name="lastEventId">The event to go on behind; null for none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="RegistryClientException">Nobody answers.</exception>
    public async Task<HttpResponseMessage> OpenAsync(string pathAndQuery, long? lastEventId, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(s_patience);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(pathAndQuery, UriKind.Relative));
        if (lastEventId is not null)
            request.Headers.Add("Last-Event-ID", lastEventId.Value.ToString(CultureInfo.InvariantCulture));

        try
        {
            return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
        }
        catch (HttpRequestException exception)
        {
            throw new RegistryClientException($"cannot reach {_server}: {exception.Message}", exception);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new RegistryClientException($"{_server} does not answer", exception);
        }
    }

    /// <summary>Copies what the server answers, however long that is and takes.</summary>
    /// <param name="pathAndQuery">From the first slash on.</param>
    /// <param name="output">Where it goes.</param>
    /// <param name="error">Takes a refusal.</param>
    /// <returns>The exit code.</returns>
    /// <exception cref="RegistryClientException">Nobody answers, or the answer is cut short.</exception>
    public async Task<int> CopyAsync(string pathAndQuery, Stream output, TextWriter error)
    {
        try
        {
            using HttpResponseMessage response = await _http.GetAsync(
                new Uri(pathAndQuery, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
            if (response.IsSuccessStatusCode)
            {
                await using Stream answer = await response.Content.ReadAsStreamAsync();
                await answer.CopyToAsync(output);
                return ExitCode.Good;
            }

            JsonNode? problem = await response.Content.ReadFromJsonAsync<JsonNode>();
            await new RegistryReply(response.StatusCode, problem as JsonObject ?? []).WriteProblemAsync(error);
            return ExitCode.Failed;
        }
        catch (HttpRequestException exception)
        {
            throw new RegistryClientException($"cannot reach {_server}, or it broke off: {exception.Message}", exception);
        }
        catch (HttpIOException exception)
        {
            throw new RegistryClientException($"{_server} broke off: {exception.Message}", exception);
        }
        catch (JsonException exception)
        {
            throw new RegistryClientException($"what answers at {_server} is not a service registry", exception);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();
}
