using System.Buffers;
using System.Globalization;

namespace DnsRegistry.Registry.Health.Probes;

/// <summary>A GET is answered with 2xx. Redirects are not followed: they are no 2xx.</summary>
internal static class HttpProbe
{
    /// <summary>Octets of a body that are read before the connection is closed, so that a server can finish a usual one.</summary>
    private const int MaxBodyOctets = 16 * 1024;

    /// <summary>Makes the check.</summary>
    /// <returns>Null when the time was over.</returns>
    internal static async ValueTask<ProbeOutcome?> RunAsync(HttpMessageInvoker http, string target, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, target);
        request.Headers.ConnectionClose = true;
        request.Headers.UserAgent.ParseAdd("dnsregistry-check");
        try
        {
            using HttpResponseMessage response = await http.SendAsync(request, cancellationToken).ConfigureAwait(false);
            await ReadSomeAsync(response.Content, cancellationToken).ConfigureAwait(false);
            string text = string.Create(CultureInfo.InvariantCulture, $"answered {(int)response.StatusCode}");
            return new ProbeOutcome(response.IsSuccessStatusCode, text);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return ProbeOutcome.Failed(ProbeHttp.Describe(exception));
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    private static async ValueTask ReadSomeAsync(HttpContent content, CancellationToken cancellationToken)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(MaxBodyOctets);
        try
        {
            using Stream body = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            await body.ReadAtLeastAsync(buffer, MaxBodyOctets, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
