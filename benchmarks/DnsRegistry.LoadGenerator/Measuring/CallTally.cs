namespace DnsRegistry.LoadGenerator.Measuring;

/// <summary>What came of the calls of one thread, or of all together.</summary>
internal sealed class CallTally
{
    /// <summary>Things done: registrations or heartbeats, of which a bulk call has many.</summary>
    public long Items { get; set; }

    /// <summary>How long each call took.</summary>
    public LatencyHistogram Latency { get; } = new();

    /// <summary>What went wrong.</summary>
    public FaultList Faults { get; init; } = new();

    /// <summary>Adds those of another thread; faults are shared already.</summary>
    public void Add(CallTally other)
    {
        Items += other.Items;
        Latency.Add(other.Latency);
    }

    /// <summary>Tells the result.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="what">What the items are called.</param>
    /// <param name="elapsed">How long all of it took.</param>
    /// <returns>The exit code: 1 when anything went wrong.</returns>
    public int WriteTo(TextWriter output, string what, TimeSpan elapsed)
    {
        output.WriteLine($"{what}: {Items:N0} in {elapsed.TotalSeconds:0.00} s, {Items / elapsed.TotalSeconds:N0}/s");
        output.WriteLine($"latency of a call: {Latency}");
        Faults.WriteTo(output, "errors");
        return Faults.Count == 0 ? 0 : 1;
    }
}
