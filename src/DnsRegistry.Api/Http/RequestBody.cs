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
    private readonly int _limit;

    private RequestBody(byte[]? rented, int length, int limit)
    {
        _rented = rented;
        _length = length;
        _limit = limit;
    }

    /// <summary>The octets; none when the body was too large.</summary>
    public ReadOnlySpan<byte> Octets => _rented.AsSpan(0, _length);

    /// <summary>Whether the body was larger than the call takes.</summary>
    public bool IsTooLarge => _limit != 0;

    /// <summary>What to tell the sender of a body that is too large.</summary>
    public Problem TooLarge => new(ProblemKind.TooLarge, $"This call takes at most {_limit} octets.");

    /// <summary>Reads the body; it waits only for what has not arrived.</summary>
    public static ValueTask<RequestBody> ReadAsync(HttpContext context, int maxOctets)
    {
        bool hasBody = context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody ?? true;
        if (!hasBody || context.Request.ContentLength == 0)
            return default;
        return context.Request.ContentLength > maxOctets
            ? ValueTask.FromResult(new RequestBody(null, 0, maxOctets))
            : ReadAsync(context.Request.BodyReader, maxOctets, context.RequestAborted);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_rented is not null)
            ArrayPool<byte>.Shared.Return(_rented);
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
                return new RequestBody(null, 0, maxOctets);
            }

            if (read.IsCompleted)
            {
                int length = (int)octets.Length;
                byte[] copy = ArrayPool<byte>.Shared.Rent(length);
                octets.CopyTo(copy);
                reader.AdvanceTo(octets.End);
                return new RequestBody(copy, length, 0);
            }

            reader.AdvanceTo(octets.Start, octets.End);
        }
    }
}
