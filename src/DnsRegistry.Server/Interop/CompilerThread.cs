using System.Globalization;
using System.Runtime;
using System.Runtime.InteropServices;

namespace DnsRegistry.Server.Interop;

/// <summary>
/// Has the thread that compiles busy methods once more step back behind all others, <c>setpriority(2)</c>. In the first minute of
/// a new kind of load it takes some seconds of a processor, a few milliseconds at a time, and a thread that has just
/// answered is not let in before it although it has the shorter turns (<see cref="ThreadSlice"/>). Nothing waits for what it makes.
/// </summary>
internal sealed partial class CompilerThread : IDisposable
{
    // As the system shows it: the first 15 characters of ".NET Tiered Compilation Worker".
    private const string Name = ".NET Tiered Com";
    private const string Threads = "/proc/self/task";

    // On a busy processor it still has a tenth of what others have.
    private const int Niceness = 10;

    private static readonly TimeSpan s_period = TimeSpan.FromSeconds(1);

    private readonly ITimer _timer;
    private long _compiledMethods;
    private int _thread;

    private CompilerThread(TimeProvider time) => _timer = time.CreateTimer(_ => Look(), null, s_period, s_period);

    /// <summary>Begins. The runtime ends that thread when there is nothing to do, and makes another: so it looks again and again.</summary>
    /// <returns>Null where threads have no priority of their own.</returns>
    internal static CompilerThread? StepBack(TimeProvider time) => OperatingSystem.IsLinux() ? new CompilerThread(time) : null;

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        long compiledMethods = JitInfo.GetCompiledMethodCount();
        if (compiledMethods == _compiledMethods || IsCompiler(_thread))
            return;

        _compiledMethods = compiledMethods;
        foreach (string folder in Directory.EnumerateDirectories(Threads))
        {
            int thread = int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture);
            if (!IsCompiler(thread))
                continue;

            // Refused where the process as a whole has stepped back further: as good.
            _ = SetPriority(0, thread, Niceness);
            _thread = thread;
        }
    }

    private static bool IsCompiler(int thread)
    {
        try
        {
            return File.ReadAllText($"{Threads}/{thread}/comm").StartsWith(Name, StringComparison.Ordinal);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return false; // it has ended, or a container hides it
        }
    }

    [LibraryImport("libc", EntryPoint = "setpriority")]
    private static partial int SetPriority(int which, int thread, int niceness);
}
