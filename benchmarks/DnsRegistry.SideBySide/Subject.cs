namespace DnsRegistry.SideBySide;

/// <summary>One of those that are compared, and how long its turns took.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Run">Does the thing so many times.</param>
internal sealed record Subject(string Name, Func<int, long> Run)
{
    private readonly List<double> _nanoseconds = [];

    /// <summary>What doing it once took, in the middle of all turns.</summary>
    internal double MedianNanoseconds => _nanoseconds.Order().ElementAt(_nanoseconds.Count / 2);

    /// <summary>Notes a turn.</summary>
    internal void Add(double nanoseconds) => _nanoseconds.Add(nanoseconds);
}
