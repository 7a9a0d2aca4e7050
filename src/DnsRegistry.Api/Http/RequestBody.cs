using System.Buffers;
using System.IO.Pipelines;
using DnsRegistry.Api.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace DnsRegistry.Api.Http;

/// <summary>The whole body of one request in one piece. Dispose it to give the memory back.</summary>
internal readonly struct RequestBody : IDisposable
{
    /// <summary>Octets of a body that is about one thing, at most.</summary>
    public const int MaxOctets = 64 * 1024;

    /// <summary>Octets of a bulk body, at most.</summary>
    public const int MaxBulkOctets = 1024 * 1024;

    private readonly byte[]? _rented;
    private readonly int _length;
    private readonly bool _isTooLarge;

    private RequestBody(byte[]? rented, int length, bool isTooLarge)
    {
        _rented = rented;
        _length = length;
        _isTooLarge = isTooLarge;
    }

    /// <summary>The octets; none when there is no body.</summary>
    public ReadOnlySpan<byte> Octets => _rented.AsSpan(0, _length);

    /// <summary>Reads the body before a call, and refuses one that is too large.</summary>
    public static RequestDelegate ReadBefore(BodyCall call, int maxOctets) => async context =>
    {
        using RequestBody body = await ReadAsync(context, maxOctets);
        if (body._isTooLarge)
            await new Problem(ProblemKind.TooLarge, $"This call takes at most {maxOctets} octets.").WriteAsync(context);
        else
            await call(context, body);
    };

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_rented is not null)
            ArrayPool<byte>.Shared.Return(_rented);
    }

    /// <summary>Reads the body; it waits only for what has not arrived.</summary>
    private static ValueTask<RequestBody> ReadAsync(HttpContext context, int maxOctets)
    {
        bool hasBody = context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody ?? true;
        if (!hasBody || context.Request.ContentLength == 0)
            return default;
        return context.Request.ContentLength > maxOctets
            ? ValueTask.FromResult(new RequestBody(null, 0, isTooLarge: true))
            : ReadAsync(context.Request.BodyReader, maxOctets, context.RequestAborted);
    }

    private static async ValueTask<RequestBody> ReadAsync(PipeReader reader, int maxOctets, CancellationToken cancellationToken)
    {
        while (true)
        {
            ReadResult read = await reader.ReadAsync(cancellationToken);
            ReadOnlySequence<byte> octets = read.Buffer;
            if (octets.Length > maxOctets)
            {
                reader.AdvanceTo(octets.End);
                return new RequestBody(null, 0, isTooLarge: true);
            }

            if (read.IsCompleted)
            {
                int length = (int)octets.Length;
                byte[] copy = ArrayPool<byte>.Shared.Rent(length);
                octets.CopyTo(copy);
                reader.AdvanceTo(octets.End);
                return new RequestBody(copy, length, isTooLarge: false);
            }

            reader.AdvanceTo(octets.Start, octets.End);
        }
    }
}
