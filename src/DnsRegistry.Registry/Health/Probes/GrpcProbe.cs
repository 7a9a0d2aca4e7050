using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using DnsRegistry.Registry.Instances;

namespace DnsRegistry.Registry.Health.Probes;

/// <summary>
/// <c>grpc.health.v1.Health/Check</c> about the server as a whole says SERVING. HTTP/2, over TLS where the target says
/// <c>https://</c>; of gRPC it needs five octets before a message, and of the message one number.
/// </summary>
internal static class GrpcProbe
{
    private const string Method = "/grpc.health.v1.Health/Check";
    private const string StatusField = "grpc-status";
    private const int FrameOctets = 5;
    private const int MaxBodyOctets = 1024;
    private const int Ok = 0;
    private const int Unimplemented = 12;

    /// <summary>Field 1, a number: the status.</summary>
    private const byte StatusTag = 0x08;
    private const byte Serving = 1;

    /// <summary>Not compressed, and empty: the whole server is asked for.</summary>
    private static readonly byte[] s_question = new byte[FrameOctets];

    private static readonly string[] s_statuses = ["UNKNOWN", "SERVING", "NOT_SERVING", "SERVICE_UNKNOWN"];

    /// <summary>Makes the check.</summary>
    /// <returns>Null when the time was over.</returns>
    internal static async ValueTask<ProbeOutcome?> RunAsync(HttpMessageInvoker http, string target, CancellationToken cancellationToken)
    {
        string origin = target.StartsWith(HealthCheck.TlsPrefix, StringComparison.OrdinalIgnoreCase) ? target : $"http://{target}";
        using var request = new HttpRequestMessage(HttpMethod.Post, origin + Method)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(s_question),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        request.Headers.TE.ParseAdd("trailers");
        request.Headers.UserAgent.ParseAdd("dnsregistry-check");
        try
        {
            using HttpResponseMessage response = await http.SendAsync(request, cancellationToken).ConfigureAwait(false);
            byte[] body = new byte[MaxBodyOctets];
            using Stream stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            int length =
                await stream.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            return Judge(response, body.AsSpan(0, length));
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

    private static ProbeOutcome Judge(HttpResponseMessage response, ReadOnlySpan<byte> body)
    {
        if (response.StatusCode != HttpStatusCode.OK)
            return ProbeOutcome.Failed($"answered HTTP {(int)response.StatusCode}");

        // An answer that is only an error has its trailers where the headers are.
        return (StatusOf(response.TrailingHeaders) ?? StatusOf(response.Headers)) switch
        {
            null => ProbeOutcome.Failed("answered without a gRPC status"),
            Ok => Judge(body),
            Unimplemented => ProbeOutcome.Failed("has no grpc.health.v1.Health service"),
            int status => ProbeOutcome.Failed($"answered gRPC status {status}"),
        };
    }

    private static ProbeOutcome Judge(ReadOnlySpan<byte> body)
    {
        if (body.Length < FrameOctets || body[0] != 0 || BinaryPrimitives.ReadUInt32BigEndian(body[1..]) != body.Length - FrameOctets)
            return ProbeOutcome.Failed("answered no gRPC message");

        // A number that is zero is left out of a message.
        byte status = body[FrameOctets..] is [StatusTag, byte said, ..] ? said : (byte)0;
        string text = status < s_statuses.Length ? s_statuses[status] : "an unknown status";
        return new ProbeOutcome(status == Serving, text);
    }

    private static int? StatusOf(HttpResponseHeaders headers) =>
        headers.TryGetValues(StatusField, out IEnumerable<string>? values)
        && int.TryParse(values.First(), NumberStyles.None, CultureInfo.InvariantCulture, out int status)
            ? status
            : null;
}
