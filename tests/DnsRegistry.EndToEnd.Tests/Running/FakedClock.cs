using System.Diagnostics;
using System.Globalization;

namespace DnsRegistry.EndToEnd.Tests.Running;

/// <summary>
/// Sets the wall clock of one process while it runs (libfaketime, which stands between a program and <c>clock_gettime</c>). The
/// monotonic clock goes on, as it does when somebody sets the clock of a machine.
/// </summary>
/// <param name="folder">Where the file with the offset may be.</param>
internal sealed class FakedClock(string folder)
{
    private readonly string _file = Path.Combine(folder, "clock");

    private static string? Library { get; } = Directory.Exists("/usr/lib")
        ? Directory.EnumerateDirectories("/usr/lib")
            .Select(architecture => Path.Combine(architecture, "faketime", "libfaketimeMT.so.1"))
            .FirstOrDefault(File.Exists)
        : null;

    /// <summary>Skips a test where there is none.</summary>
    public static void Require() =>
        Assert.SkipWhen(Library is null, "'libfaketimeMT.so.1' is missing; Debian has it in the package faketime");

    /// <summary>Starts the process with this clock, right at first.</summary>
    public ProcessStartInfo ApplyTo(ProcessStartInfo start)
    {
        Set(TimeSpan.Zero);
        start.Environment["LD_PRELOAD"] = Library;
        start.Environment["FAKETIME_TIMESTAMP_FILE"] = _file;
        start.Environment["FAKETIME_NO_CACHE"] = "1";
        start.Environment["FAKETIME_DONT_FAKE_MONOTONIC"] = "1";
        return start;
    }

    /// <summary>Makes the clock wrong by this much, from now on.</summary>
    public void Set(TimeSpan offset)
    {
        // By renaming: nobody reads half an offset.
        File.WriteAllText(_file + ".new", offset.TotalSeconds.ToString("+0;-0", CultureInfo.InvariantCulture));
        File.Move(_file + ".new", _file, overwrite: true);
    }
}
