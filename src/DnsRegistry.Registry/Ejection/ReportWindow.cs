namespace DnsRegistry.Registry.Ejection;

/// <summary>
/// How many reports came lately, in parts of a window that slides: what is older than the window is forgotten part by part.
/// </summary>
internal sealed class ReportWindow
{
    private const int Parts = 6;

    private readonly int[] _failures = new int[Parts];
    private readonly int[] _successes = new int[Parts];
    private long _part;

    /// <summary>Failures within the window.</summary>
    internal long Failures => _failures.Sum(count => (long)count);

    /// <summary>Reports within the window.</summary>
    internal long Reports => Failures + _successes.Sum(count => (long)count);

    /// <summary>Adds reports.</summary>
    internal void Add(bool areFailures, int count, long nowMilliseconds, long windowMilliseconds)
    {
        Slide(nowMilliseconds, windowMilliseconds);
        int[] counts = areFailures ? _failures : _successes;
        ref int current = ref counts[_part % Parts];
        current = (int)Math.Min((long)current + count, int.MaxValue);
    }

    /// <summary>Forgets everything.</summary>
    internal void Clear()
    {
        Array.Clear(_failures);
        Array.Clear(_successes);
    }

    private void Slide(long nowMilliseconds, long windowMilliseconds)
    {
        long part = nowMilliseconds * Parts / windowMilliseconds;
        if (part < _part || part - _part >= Parts)
            Clear(); // long ago, or the window has another length since
        else
            ForgetBetween(_part, part);
        _part = part;
    }

    private void ForgetBetween(long former, long next)
    {
        for (long part = former + 1; part <= next; part++)
            (_failures[part % Parts], _successes[part % Parts]) = (0, 0);
    }
}
