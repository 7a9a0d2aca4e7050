using System.Globalization;
using System.Runtime.CompilerServices;

namespace DnsRegistry.Host.CommandLine;

/// <summary>Reads server-sent events, and remembers over connections where it was.</summary>
/// <param name="lastId">The id to begin behind; null for now.</param>
internal sealed class EventLines(long? lastId)
{
    /// <summary>The server says something at least every fifteen seconds: after so much silence it is gone.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(45);

    /// <summary>The id of the last event; null before the first.</summary>
    public long? LastId { get; private set; } = lastId;

    /// <summary>How long to wait before connecting again, as the server wants it.</summary>
    public TimeSpan RetryAfter { get; private set; } = TimeSpan.FromSeconds(1);

    /// <summary>Begins anew, from now on.</summary>
    public void Forget() => LastId = null;

    /// <summary>Reads the events of one connection until it ends.</summary>
    /// <exception cref="RegistryClientException">It broke, or nothing came for too long.</exception>
    public async IAsyncEnumerable<(string Name, string Data)> ReadAsync(
        HttpResponseMessage response, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken));
        (string name, string data) = ("", "");
        while (await LineAsync(reader, cancellationToken) is { } line)
        {
            if (line.Length == 0)
            {
                if (data.Length > 0)
                    yield return (name, data);
                (name, data) = ("", "");
            }
            else if (ValueOf(line, "id: ") is { } id && long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out long number))
            {
                LastId = number;
            }
            else if (ValueOf(line, "retry: ") is { } retry
                && int.TryParse(retry, NumberStyles.None, CultureInfo.InvariantCulture, out int wait))
            {
                RetryAfter = TimeSpan.FromMilliseconds(wait);
            }
            else
            {
                name = ValueOf(line, "event: ") ?? name;
                data = ValueOf(line, "data: ") ?? data;
            }
        }
    }

    private static string? ValueOf(string line, string field) =>
        line.StartsWith(field, StringComparison.Ordinal) ? line[field.Length..] : null;

    private static async Task<string?> LineAsync(StreamReader reader, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(s_patience);
        try
        {
            return await reader.ReadLineAsync(limit.Token);
        }
        catch (IOException exception)
        {
            throw new RegistryClientException($"the connection is lost: {exception.Message}", exception);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new RegistryClientException("the server says nothing any more", exception);
        }
    }
}
