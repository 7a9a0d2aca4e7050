using DnsRegistry.EndToEnd.Tests.Running;

namespace DnsRegistry.EndToEnd.Tests;

/// <summary>What the system is told about the threads of the process: those that answer DNS are let in soon.</summary>
public sealed class ThreadSliceTests : IDisposable
{
    private const string Answers = "dns-udp";

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task Threads_that_answer_DNS_ask_for_short_turns()
    {
        Assert.SkipUnless(
            OperatingSystem.IsLinux() && Environment.OSVersion.Version >= new Version(6, 12),
            "only Linux 6.12 and later lets ordinary threads ask");
        await using ServerProcess server = await ServerProcess.StartAsync(_place);

        string[] slices = [.. Directory.EnumerateDirectories($"/proc/{server.Id}/task")
            .Where(thread => File.ReadAllText(Path.Combine(thread, "comm")).StartsWith(Answers, StringComparison.Ordinal))
            .Select(thread => File.ReadLines(Path.Combine(thread, "sched"))
                .First(line => line.StartsWith("se.slice", StringComparison.Ordinal)))];

        Assert.NotEmpty(slices);
        Assert.All(slices, slice => Assert.Equal("100000", slice.Split(':')[1].Trim()));
    }
}
