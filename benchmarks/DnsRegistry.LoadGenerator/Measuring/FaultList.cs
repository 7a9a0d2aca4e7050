namespace DnsRegistry.LoadGenerator.Measuring;

/// <summary>What went wrong: all of it is counted, the first few are told in detail. Any thread may add.</summary>
internal sealed class FaultList
{
    private const int MaxDetails = 10;

    private readonly Lock _lock = new();
    private readonly List<string> _details = [];

    /// <summary>How many there were.</summary>
    public long Count { get; private set; }

    /// <summary>Notes one.</summary>
    public void Add(string detail)
    {
        lock (_lock)
        {
            Count++;
            if (_details.Count < MaxDetails)
                _details.Add(detail);
        }
    }

    /// <summary>Tells them.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="what">What they are called: <c>errors</c>.</param>
    public void WriteTo(TextWriter output, string what)
    {
        output.WriteLine($"{what}: {Count:N0}");
        foreach (string detail in _details)
            output.WriteLine($"  {detail}");
    }
}
