using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace DnsRegistry.Api.Json;

/// <summary>Writes JSON answers with their length, from a buffer that the thread keeps.</summary>
internal static class JsonAnswer
{
    /// <summary>The media type of an answer that is not a problem.</summary>
    public const string ContentType = "application/json";

    /// <summary>The media type of RFC 9457.</summary>
    public const string ProblemContentType = "application/problem+json";

    // An answer longer than this is rare (a long list); its buffer is not kept.
    private const int MaxKeptOctets = 64 * 1024;

    // What is sent is JSON and says so: quotes and angle brackets of a message need no escape for HTML.
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? s_buffer;

    [ThreadStatic]
    private static Utf8JsonWriter? s_writer;

    /// <summary>
    /// Answers with what <paramref name="write"/> makes of <paramref name="value"/>. The body goes out when the call ends.
    /// </summary>
    public static Task WriteAsync<T>(
        HttpContext context, int status, T value, Action<Utf8JsonWriter, T> write, string contentType = ContentType)
    {
        ReadOnlySpan<byte> octets = Render(value, write);
        HttpResponse response = context.Response;
        response.StatusCode = status;
        response.ContentType = contentType;
        response.ContentLength = octets.Length;
        response.BodyWriter.Write(octets);
        return Task.CompletedTask;
    }

    /// <summary>What <paramref name="write"/> makes of <paramref name="value"/>: good until the thread renders again.</summary>
    public static ReadOnlySpan<byte> Render<T>(T value, Action<Utf8JsonWriter, T> write)
    {
        ArrayBufferWriter<byte> buffer = s_buffer ??= new ArrayBufferWriter<byte>(2048);
        Utf8JsonWriter writer = s_writer ??= new Utf8JsonWriter(buffer, s_options);
        buffer.ResetWrittenCount();
        writer.Reset(buffer);
        write(writer, value);
        writer.Flush();
        if (buffer.Capacity > MaxKeptOctets)
        {
            s_buffer = null;
            s_writer = null;
        }

        return buffer.WrittenSpan;
    }
}
