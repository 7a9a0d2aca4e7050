using DnsRegistry.Wire.Messages;
using DnsRegistry.Wire.Records;
using DnsRegistry.Zones.Routes;

namespace DnsRegistry.Zones.Services;

/// <summary>Writes answers that a rule makes up, whoever is registered.</summary>
internal static class RoutedAnswer
{
    /// <summary>Whether a rule decides the answer by itself, so that no instance is chosen.</summary>
    internal static bool IsMadeUp(RouteAction action) =>
        action.Kind == RouteActionKind.Block
        || (action.Kind == RouteActionKind.Fault && action.Fault!.Kind is not FaultKind.Delay and not FaultKind.Address);

    /// <summary>The RCODE of an answer without records.</summary>
    internal static Rcode RcodeOf(RouteAction action) => action.Kind == RouteActionKind.Block
        ? action.Block switch
        {
            BlockAnswer.Refused => Rcode.Refused,
            BlockAnswer.NXDomain => Rcode.NXDomain,
            _ => Rcode.NoError,
        }
        : action.Fault!.Kind switch
        {
            FaultKind.ServFail => Rcode.ServFail,
            FaultKind.Refused => Rcode.Refused,
            FaultKind.NXDomain => Rcode.NXDomain,
            _ => Rcode.NoError,
        };

    /// <summary>Says beside the answer that a rule had a part in it.</summary>
    internal static void SayWhy(CompiledRule rule, ref ResponseWriter writer)
    {
        ExtendedErrorCode? code = rule.Action.Kind switch
        {
            RouteActionKind.Block => ExtendedErrorCode.Blocked,
            RouteActionKind.Fault when rule.Action.Fault!.Kind == FaultKind.Delay => ExtendedErrorCode.Other,
            RouteActionKind.Fault => ExtendedErrorCode.ForgedAnswer,
            _ => null,
        };
        if (code is ExtendedErrorCode known)
            writer.SetExtendedError(known, rule.Reason.Span);
    }

    /// <summary>Writes the addresses that a rule answers instead of those of the instances.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="type">A or AAAA.</param>
    /// <param name="ttlSeconds">The TTL of the service; a made-up address must not outlive its rule.</param>
    /// <param name="now">Now.</param>
    /// <param name="writer">The response.</param>
    /// <returns><see langword="false"/> when there is none of this family.</returns>
    internal static bool TryWriteAddresses(CompiledRule rule, RecordType type, uint ttlSeconds, long now, ref ResponseWriter writer)
    {
        int octets = type == RecordType.A ? 4 : 16;
        ReadOnlySpan<byte> addresses = (type == RecordType.A ? rule.IPv4 : rule.IPv6).Span;
        if (addresses.IsEmpty)
            return false;

        long left = rule.EndsAtMilliseconds == MonotonicTime.Never ? ttlSeconds : (rule.EndsAtMilliseconds - now) / 1000;
        uint ttl = ttlSeconds == 0 ? 0 : (uint)Math.Clamp(left, 1, ttlSeconds);
        for (; addresses.Length > 0; addresses = addresses[octets..])
        {
            if (!writer.TryAddRecord(Section.Answer, ResponseWriter.QuestionOffset, type, ttl, octets, out Span<byte> rdata))
            {
                writer.IsTruncated = true;
                break;
            }

            addresses[..octets].CopyTo(rdata);
        }

        return true;
    }
}
