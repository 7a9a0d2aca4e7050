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
    private readonly BulkRoom? _room;
    private readonly ProblemKind? _refusal;

    private RequestBody(byte[] rented, int length, BulkRoom? room)
    {
        _rented = rented;
        _length = length;
        _room = room;
    }

    private RequestBody(ProblemKind refusal) => _refusal = refusal;

    /// <summary>The octets; none when there is no body.</summary>
    public ReadOnlySpan<byte> Octets => _rented.AsSpan(0, _length);

    /// <summary>Reads the body before a call, and refuses one that is too large.</summary>
    public static RequestDelegate ReadBefore(BodyCall call) => ReadBefore(call, MaxOctets, room: null);

    /// <summary>
    /// Reads the body of a bulk call before it, and refuses one that is too large, or has no room beside others. Such a call is
    /// no longer brief once it begins.
    /// </summary>
    public static RequestDelegate ReadBefore(BodyCall call, BulkRoom room) => ReadBefore(call, MaxBulkOctets, room);

    private static RequestDelegate ReadBefore(BodyCall call, int maxOctets, BulkRoom? room) => async context =>
    {
        using RequestBody body = await ReadAsync(context, maxOctets, room);
        if (room is not null)
            await ReceivingThread.Leave();

        if (body._refusal is ProblemKind.TooLarge)
            await new Problem(ProblemKind.TooLarge, $"This call takes at most {maxOctets} octets.").WriteAsync(context);
        else if (body._refusal is ProblemKind busy)
            await new Problem(busy, "Too much of other bulk calls is being read; nothing was changed.").WriteAsync(context);
        else
            await call(context, body);
    };

    /// <inheritdoc/>
    public void Dispose()
    {
        _room?.GiveBack(_length);
        if (_rented is not null)
            ArrayPool<byte>.Shared.Return(_rented);
    }

    /// <summary>Reads the body; it waits only for what has not arrived.</summary>
    private static ValueTask<RequestBody> ReadAsync(HttpContext context, int maxOctets, BulkRoom? room)
    {
        bool hasBody = context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody ?? true;
        if (!hasBody || context.Request.ContentLength == 0)
            return default;
        return context.Request.ContentLength > maxOctets
            ? ValueTask.FromResult(new RequestBody(ProblemKind.TooLarge))
            : ReadAsync(context.Request.BodyReader, maxOctets, room);
    }

    private static async ValueTask<RequestBody> ReadAsync(PipeReader reader, int maxOctets, BulkRoom? room)
    {
        int taken = 0;
        try
        {
            while (true)
            {
                // It fails by itself when the client goes.
                ReadResult read = await reader.ReadAsync(CancellationToken.None);
                ReadOnlySequence<byte> octets = read.Buffer;
                if (octets.Length > maxOctets)
                {
                    reader.AdvanceTo(octets.End);
                    return new RequestBody(ProblemKind.TooLarge);
                }

                int length = (int)octets.Length;
                if (room?.TryTake(length - taken) == false)
                {
                    reader.AdvanceTo(octets.End);
                    return new RequestBody(ProblemKind.Busy);
                }

                taken = length;
                if (read.IsCompleted)
                {
                    byte[] copy = ArrayPool<byte>.Shared.Rent(length);
                    octets.CopyTo(copy);
                    reader.AdvanceTo(octets.End);
                    taken = 0;
                    return new RequestBody(copy, length, room);
                }

                reader.AdvanceTo(octets.Start, octets.End);
            }
        }
        finally
        {
            room?.GiveBack(taken);
        }
    }
}
