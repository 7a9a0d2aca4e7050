using System.Diagnostics;
using System.Globalization;

namespace DnsRegistry.Storage.LiteDb.Tests.Crash;

/// <summary>A process that writes to a store until it is killed.</summary>
internal static class CrashedWriter
{
    private const int RevisionDigits = 10;

    /// <summary>Starts the process and kills it after a number of acknowledgements, in the middle of whatever comes next.</summary>
    /// <returns>The last revision that it acknowledged; 0 when none.</returns>
    public static async Task<long> RunAsync(string folder, int seed, int acknowledgements)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "DnsRegistry.CrashWriter.dll");
        var start = new ProcessStartInfo("dotnet", [program, folder, seed.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();

        string begin = await ReadLinesAsync(process.StandardOutput, acknowledgements);
        process.Kill(); // SIGKILL: the process has no say in it
        string acknowledged = begin + await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.Equal("", await errors);
        string[] lines = acknowledged.Split('\n');
        string? last = lines[..^1].LastOrDefault(); // behind the last line feed stands nothing, or half a line
        Assert.True(last is null || last.Length == RevisionDigits, $"'{last}' is no revision.");
        return last is null ? 0 : long.Parse(last, CultureInfo.InvariantCulture);
    }

    private static async Task<string> ReadLinesAsync(StreamReader reader, int count)
    {
        string read = "";
        for (int i = 0; i < count; i++)
            read += await reader.ReadLineAsync() + "\n";
        return read;
    }
}
