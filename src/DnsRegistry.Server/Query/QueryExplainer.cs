using DnsRegistry.Wire.Messages;
using DnsRegistry.Wire.Names;
using DnsRegistry.Wire.Records;
using DnsRegistry.Zones;
using DnsRegistry.Zones.Tracing;

namespace DnsRegistry.Server.Query;

/// <summary>Puts a query through a <see cref="QueryHandler"/> that takes its decisions down.</summary>
/// <param name="zones">The zones in force.</param>
/// <param name="limits">Sizes of responses.</param>
/// <param name="time">The clock.</param>
public sealed class QueryExplainer(ZonePublisher zones, ResponseLimits limits, TimeProvider time) : IAnswerExplainer
{
    private const ushort RecursionDesired = 0x0100;

    /// <inheritdoc/>
    public ExplainedAnswer Explain(DomainName name, RecordType type, ClientAddress client)
    {
        ArgumentNullException.ThrowIfNull(name);
        byte[] question = [.. name.Wire, (byte)((ushort)type >> 8), (byte)type, 0, (byte)RecordClass.Internet];
        byte[] request = new byte[QueryWriter.MostOctets];
        int requestOctets = QueryWriter.Write(request, question, RecursionDesired, limits.UdpPayloadOctets);

        var trace = new AnswerTrace();
        var handler = new QueryHandler(zones, limits, (ulong)Random.Shared.NextInt64(), trace);
        byte[] response = new byte[limits.UdpPayloadOctets];
        int octets = handler.Answer(request.AsSpan(0, requestOctets), response, client, Transport.Udp, time.MonotonicMilliseconds());
        AnswerEffects? effects = handler.HasEffects ? handler.Effects : null;
        ResponseMessage.TryRead(response.AsSpan(0, octets), out ResponseMessage? read);
        return new ExplainedAnswer(read, trace.Steps)
        {
            DelayMilliseconds = effects?.DelayMilliseconds ?? 0,
            Mirrors = effects is null ? [] : effects.Mirrors.ToArray(),
        };
    }
}
