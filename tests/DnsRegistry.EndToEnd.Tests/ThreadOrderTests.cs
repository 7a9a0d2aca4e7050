using DnsRegistry.EndToEnd.Tests.Running;

namespace DnsRegistry.EndToEnd.Tests;

/// <summary>What the system is told about the threads of the process: those that answer DNS are let in soon, the compiler is not.</summary>
public sealed class ThreadOrderTests : IDisposable
{
    private const string Answers = "dns-udp";
    private const string Compiler = ".NET Tiered Com";

    /// <summary>Where proc_pid_stat(5) has the nice value, counted from behind the name.</summary>
    private const int NiceField = 16;

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task Threads_that_answer_DNS_ask_for_short_turns()
    {
        Assert.SkipUnless(
            OperatingSystem.IsLinux() && Environment.OSVersion.Version >= new Version(6, 12),
            "only Linux 6.12 and later lets ordinary threads ask");
        await using ServerProcess server = await ServerProcess.StartAsync(_place);

        string[] slices = [.. ThreadsOf(server, Answers).Select(thread => File.ReadLines(Path.Combine(thread, "sched"))
            .First(line => line.StartsWith("se.slice", StringComparison.Ordinal)))];

        Assert.NotEmpty(slices);
        Assert.All(slices, slice => Assert.Equal("100000", slice.Split(':')[1].Trim()));
    }

    [Fact]
    public async Task The_compiler_steps_back_whenever_it_has_work_and_nobody_else_does()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only Linux has priorities of threads");
        await using ServerProcess server = await ServerProcess.StartAsync(_place);
        string own = NiceOf($"/proc/{server.Id}/task/{server.Id}");

        await Eventually.TrueAsync(
            async () =>
            {
                await server.RegisterAsync("web", "a", """{"addresses":["10.0.0.1"]}""");
                return ThreadsOf(server, Compiler).Any(thread => NiceOf(thread) == "10");
            },
            "the compiler to step back");

        Assert.All(ThreadsOf(server, Answers), thread => Assert.Equal(own, NiceOf(thread)));
    }

    private static string[] ThreadsOf(ServerProcess server, string name) =>
        [.. Directory.EnumerateDirectories($"/proc/{server.Id}/task").Where(thread => TextOf(thread, "comm").StartsWith(name, StringComparison.Ordinal))];

    private static string NiceOf(string thread) =>
        TextOf(thread, "stat") is { Length: > 0 } stat ? stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[NiceField] : "";

    /// <summary>Empty when the thread has ended meanwhile.</summary>
    private static string TextOf(string thread, string file)
    {
        try
        {
            return File.ReadAllText(Path.Combine(thread, file));
        }
        catch (IOException)
        {
            return "";
        }
    }
}
