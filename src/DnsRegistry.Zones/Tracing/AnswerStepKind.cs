namespace DnsRegistry.Zones.Tracing;

/// <summary>What a step on the way to an answer decides. The steps come in this order, rules as many as there are.</summary>
public enum AnswerStepKind
{
    /// <summary>Who the client is taken for, and which zone it is in.</summary>
    Client,

    /// <summary>Which DNS zone the name is in.</summary>
    Zone,

    /// <summary>What the labels of the name mean.</summary>
    Name,

    /// <summary>Which service it is, and whether anybody knows it.</summary>
    Service,

    /// <summary>Who has the labels that the name asks for, and how they are doing.</summary>
    Instances,

    /// <summary>Whether a route rule decides.</summary>
    Rule,

    /// <summary>Which zones' instances come first.</summary>
    Tier,

    /// <summary>Which records are written, and in which order.</summary>
    Records,

    /// <summary>How long the answer may be kept.</summary>
    Lifetime,
}
