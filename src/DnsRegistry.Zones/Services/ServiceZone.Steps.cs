using DnsRegistry.Wire.Messages;
using DnsRegistry.Wire.Records;
using DnsRegistry.Zones.Tracing;

namespace DnsRegistry.Zones.Services;

/// <content>What is taken down for those who want to know why.</content>
public sealed partial class ServiceZone
{
    private static void NoteName(AnswerTrace trace, scoped in NameForm form, ServiceAnswers? answers)
    {
        trace.NoteForm(form);
        trace.NoteService(form.Service, answers);
    }

    private static void NoteAnswer(
        AnswerTrace trace,
        scoped in ZoneQuery query,
        AnswerPolicy policy,
        scoped in ServiceSelection first,
        scoped in ServiceSelection second,
        bool isWritten,
        scoped in ResponseWriter writer)
    {
        if (!isWritten)
        {
            trace.NoteNoRecords(query.Type);
            return;
        }

        bool isDrawn = query.Type is RecordType.A or RecordType.Aaaa or RecordType.Srv;
        trace.NoteRecords(query.Type, isDrawn ? policy.WeightedSubset : 0, writer);
        uint ttl = Math.Min(
            first.TtlSeconds(policy.TtlSeconds, query.NowMilliseconds), second.TtlSeconds(policy.TtlSeconds, query.NowMilliseconds));
        trace.NoteLifetime(ttl, policy.TtlSeconds);
    }
}
