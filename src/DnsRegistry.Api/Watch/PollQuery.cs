using System.Globalization;
using DnsRegistry.Api.Documentation;
using DnsRegistry.Api.Http;
using DnsRegistry.Registry.Validation;
using Microsoft.AspNetCore.Http;
using Microsoft.OpenApi;

namespace DnsRegistry.Api.Watch;

/// <summary>What a caller has seen, and how long it would wait for news. The rules are those of Consul's blocking queries.</summary>
/// <param name="Index">The index of its last answer, from 1.</param>
/// <param name="Wait">How long to wait.</param>
internal readonly record struct PollQuery(long Index, TimeSpan Wait)
{
    /// <summary>How long to wait where the caller does not say.</summary>
    public static readonly TimeSpan DefaultWait = TimeSpan.FromMinutes(5);

    /// <summary>How long to wait, at most; who asks for more gets this.</summary>
    public static readonly TimeSpan MaxWait = TimeSpan.FromMinutes(10);

    /// <summary>The parameters of every call that can wait.</summary>
    public static readonly object[] Parameters =
    [
        new QueryParameter(
            "index", "Answer when the revision has passed this one, which an answer has as its 'index'.", JsonSchemaType.Integer),
        new QueryParameter("wait", "How long to wait for that: '30s', '500ms'; 5m by default, 10m at most."),
    ];

    /// <summary>How much longer a wait may be, as a fraction of it, so that those who came together do not come back together.</summary>
    private const double Jitter = 1.0 / 16;

    /// <summary>Reads the parameters.</summary>
    /// <returns>Null when the caller does not want to wait. With an index of 0 it has seen nothing yet.</returns>
    public static PollQuery? Read(HttpContext context, List<FieldFault> faults)
    {
        long index = ReadIndex(context, "index", faults) ?? 0;
        TimeSpan wait = ReadWait(context, faults);
        return index == 0 || wait == TimeSpan.Zero ? null : new PollQuery(index, wait);
    }

    /// <summary>Reads a parameter that is a revision; null when it is not given.</summary>
    public static long? ReadIndex(HttpContext context, string name, List<FieldFault> faults)
    {
        if (QueryText.Single(context, name, faults) is not string text)
            return null;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long index))
            return index;

        faults.Add(new FieldFault(name, $"'{text}' is not an index, which is a whole number"));
        return null;
    }

    /// <summary>The wait, made longer by chance.</summary>
    /// <param name="fraction">A random number from 0 to 1.</param>
    public TimeSpan WaitWithJitter(double fraction) => Wait * (1 + (Jitter * fraction));

    /// <summary>When a wait that begins now is over, each at another moment.</summary>
    /// <param name="nowMilliseconds">The moment, on the monotonic clock.</param>
    public long EndsAtMilliseconds(long nowMilliseconds) =>
        nowMilliseconds + (long)Math.Ceiling(WaitWithJitter(Random.Shared.NextDouble()).TotalMilliseconds);

    private static TimeSpan ReadWait(HttpContext context, List<FieldFault> faults)
    {
        if (QueryText.Single(context, "wait", faults) is not string text)
            return DefaultWait;
        if (DurationText.TryRead(text, out TimeSpan wait))
            return wait < MaxWait ? wait : MaxWait;

        faults.Add(new FieldFault("wait", $"'{text}' is not a length of time such as '30s', '5m' or '500ms'"));
        return DefaultWait;
    }
}
