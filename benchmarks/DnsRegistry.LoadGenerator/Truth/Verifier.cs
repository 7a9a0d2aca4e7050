using System.Net;
using DnsRegistry.LoadGenerator.Dns;
using DnsRegistry.LoadGenerator.Layout;
using DnsRegistry.LoadGenerator.Measuring;

namespace DnsRegistry.LoadGenerator.Truth;

/// <summary>
/// Asks about services that change, one question at a time, and holds every answer against the states that may have been in
/// force at some moment between question and answer. One thread only.
/// </summary>
/// <param name="server">Whom to ask.</param>
/// <param name="layout">The names.</param>
/// <param name="histories">What was true when.</param>
/// <param name="choose">Where the choices come from.</param>
/// <param name="wrong">Gets the answers that never were true.</param>
internal sealed class Verifier(EndPoint server, ServiceLayout layout, Histories histories, Random choose, FaultList wrong) : IDisposable
{
    private readonly DnsAsker _asker = new(server, choose);
    private readonly RightAnswer[] _answers =
        [.. Enumerable.Range(0, layout.Services).Select(service => new RightAnswer(layout, service))];

    /// <summary>Answers that were checked.</summary>
    public long Checked { get; private set; }

    /// <summary>Those of them for which more than one state was possible: a change was under way.</summary>
    public long CheckedInChange { get; private set; }

    /// <summary>How long each answer took.</summary>
    public LatencyHistogram Latency { get; } = new();

    /// <summary>Asks about any service, or about the one that was changed last, which may be changing still.</summary>
    public void AskAny()
    {
        int service = choose.Next(4) == 0 ? choose.Next(layout.Services) : histories.ChangedLast;
        RightAnswer answer = _answers[service];
        Check(service, choose.Next(3) switch
        {
            0 => answer.Addresses,
            1 => answer.Services,
            _ => answer.AddressOf(choose.Next(layout.PerService)),
        });
    }

    /// <summary>Asks all about one service.</summary>
    public void AskAll(int service)
    {
        Check(service, _answers[service].Addresses);
        Check(service, _answers[service].Services);
        for (int instance = 0; instance < layout.PerService; instance++)
            Check(service, _answers[service].AddressOf(instance));
    }

    /// <inheritdoc/>
    public void Dispose() => _asker.Dispose();

    private void Check(int service, in DnsQuestion question)
    {
        DnsReply? reply = _asker.Ask(question);
        InstanceSpec?[][] possible = histories[service].Possible(_asker.AskedAt, _asker.AnsweredAt);
        Checked++;
        CheckedInChange += possible.Length > 1 ? 1 : 0;
        Latency.Record(_asker.AnsweredAt - _asker.AskedAt);
        if (reply is null)
        {
            wrong.Add($"{question}: no answer");
            return;
        }

        foreach (InstanceSpec?[] instances in possible)
        {
            if (_answers[service].Allows(question, reply, instances))
                return;
        }

        wrong.Add($"{question}: {reply}; true was {string.Join(" or ", possible.Select(Describe))}");
    }

    private static string Describe(InstanceSpec?[] instances) => $"[{string.Join("; ", instances.Select(instance =>
        instance is { } one ? $"i{one.Instance} {one.AddressText} weight {one.Weight}" : "-"))}]";
}
