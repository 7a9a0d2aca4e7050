using System.Globalization;

namespace DnsRegistry.LoadGenerator.Measuring;

/// <summary>Watches how much memory of the machine a process has (<c>VmRSS</c>, proc(5)) while it is loaded.</summary>
internal sealed class ServerMemory : IDisposable
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_report = TimeSpan.FromMinutes(1);

    private readonly TextWriter _output;
    private readonly string _path;
    private readonly Timer _timer;
    private readonly Lock _lock = new();
    private readonly long _first;
    private long _most;
    private long _mostOfMinute;
    private int _looks;

    /// <summary>Begins to watch.</summary>
    /// <param name="processId">The process.</param>
    /// <param name="output">Takes a line each minute, and one at the end.</param>
    public ServerMemory(int processId, TextWriter output)
    {
        _output = output;
        _path = string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/status");
        _first = _most = Read();
        _timer = new Timer(_ => Look(), null, s_pause, s_pause);
    }

    /// <summary>Says what was seen.</summary>
    public void Dispose()
    {
        _timer.Dispose();
        lock (_lock)
            _output.WriteLine($"memory of the server: {MiB(_first)} at the start, {MiB(Read())} at the end, {MiB(_most)} at most");
    }

    /// <summary>The octets that <c>/proc/…/status</c> tells of; 0 where it does not.</summary>
    internal static long ResidentOctets(IEnumerable<string> status)
    {
        string? line = status.FirstOrDefault(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        string[] words = line?.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries) ?? [];
        return words.Length > 1 ? long.Parse(words[1], CultureInfo.InvariantCulture) * 1024 : 0;
    }

    private static string MiB(long octets) => string.Create(CultureInfo.InvariantCulture, $"{octets / (1024.0 * 1024):0} MiB");

    private long Read() => File.Exists(_path) ? ResidentOctets(File.ReadLines(_path)) : 0;

    private void Look()
    {
        lock (_lock)
        {
            _mostOfMinute = Math.Max(_mostOfMinute, Read());
            _most = Math.Max(_most, _mostOfMinute);
            if (++_looks % (int)(s_report / s_pause) != 0)
                return;

            _output.WriteLine($"memory of the server: {MiB(_mostOfMinute)} at most in minute {_looks / (int)(s_report / s_pause)}");
            _mostOfMinute = 0;
        }
    }
}
