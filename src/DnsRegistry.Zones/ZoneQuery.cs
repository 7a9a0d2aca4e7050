using DnsRegistry.Wire.Names;
using DnsRegistry.Wire.Records;

namespace DnsRegistry.Zones;

/// <summary>One question, as a zone sees it.</summary>
public readonly ref struct ZoneQuery
{
    /// <summary>The QNAME, lower-cased.</summary>
    public required QueryName Name { get; init; }

    /// <summary>The QTYPE.</summary>
    public required RecordType Type { get; init; }

    /// <summary>Who asks.</summary>
    public required ClientAddress Client { get; init; }

    /// <summary>Now, on the monotonic clock of <see cref="MonotonicTime"/>, in milliseconds.</summary>
    public required long NowMilliseconds { get; init; }

    /// <summary>Working space that belongs to the worker that answers.</summary>
    public required AnswerScratch Scratch { get; init; }

    /// <summary>The same question for another name: where a CNAME leads.</summary>
    public ZoneQuery WithName(QueryName name) => new()
    {
        Name = name,
        Type = Type,
        Client = Client,
        NowMilliseconds = NowMilliseconds,
        Scratch = Scratch,
    };
}
