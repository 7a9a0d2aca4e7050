using System.Diagnostics;
using System.Globalization;

namespace DnsRegistry.EndToEnd.Tests.Running;

/// <summary>Looks at the system calls of a process that runs, or has its way with them: strace(1).</summary>
internal sealed class Tracer : IDisposable
{
    private readonly Process _process;

    private Tracer(Process process) => _process = process;

    /// <summary>Begins; a test is skipped where that cannot be done.</summary>
    /// <param name="server">The process.</param>
    /// <param name="options">What to look at, and what to do with it.</param>
    public static async Task<Tracer> AttachAsync(ServerProcess server, params string[] options)
    {
        Shell.Require("strace", "strace");
        var start = new ProcessStartInfo("strace", ["-f", "-p", $"{server.Id}", .. options]) { RedirectStandardError = true };
        Process tracer = Process.Start(start)!;
        string? line = await tracer.StandardError.ReadLineAsync(TestContext.Current.CancellationToken);
        Assert.SkipWhen(line is null
            || !line.Contains("attached", StringComparison.Ordinal), $"a running process cannot be traced here: {line}");
        _ = tracer.StandardError.ReadToEndAsync(CancellationToken.None);
        return new Tracer(tracer);
    }

    /// <summary>Leaves the process alone.</summary>
    public async Task DetachAsync()
    {
        await Shell.RunAsync("kill", "-TERM", _process.Id.ToString(CultureInfo.InvariantCulture));
        await ExitedAsync();
    }

    /// <summary>Ends with the process, or with a tracer that was detached. Everything that was seen is written then.</summary>
    public Task ExitedAsync() => _process.WaitForExitAsync(TestContext.Current.CancellationToken);

    public void Dispose() => _process.Dispose();
}
