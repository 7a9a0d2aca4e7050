using System.Globalization;
using DnsRegistry.EndToEnd.Tests.Clients;
using DnsRegistry.EndToEnd.Tests.Running;

namespace DnsRegistry.EndToEnd.Tests;

/// <summary>What the system is told about the threads of the process: those that answer DNS go first.</summary>
public sealed class PrecedenceTests : IDisposable
{
    private const string Answers = "dns-udp";

    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task All_threads_step_back_behind_those_that_answer_DNS_also_such_as_begin_later()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "nice values of single threads are Linux's");
        await using ServerProcess server = await ServerProcess.StartAsync(_place);

        // Calls that make the pool, timers and sockets busy, and begin threads of their own.
        await Task.WhenAll(Enumerable.Range(0, 50).Select(i => server.RegisterAsync("web", $"i{i}", """{"addresses":["192.0.2.1"]}""")));
        Assert.Equal(["192.0.2.1"], await server.AddressesAsync("i7.default.default.web.any.svc"));
        ILookup<bool, int> nices = NiceOfThreads(server.Id).ToLookup(
            thread => thread.Name.StartsWith(Answers, StringComparison.Ordinal), thread => thread.Nice);

        int own = NiceOfThreads(Environment.ProcessId)[0].Nice;
        Assert.NotEmpty(nices[true]);
        Assert.All(nices[true], nice => Assert.Equal(own, nice));
        Assert.All(nices[false], nice => Assert.Equal(own + 5, nice));
    }

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

    /// <summary>Name and nice value of each thread of a process, <c>proc_pid_stat(5)</c>.</summary>
    private static List<(string Name, int Nice)> NiceOfThreads(int process)
    {
        var threads = new List<(string, int)>();
        foreach (string folder in Directory.EnumerateDirectories($"/proc/{process}/task"))
        {
            string stat;
            try
            {
                stat = File.ReadAllText(Path.Combine(folder, "stat"));
            }
            catch (IOException)
            {
                // The thread has ended since.
                continue;
            }

            // "pid (name) state ...": the name may hold anything, and nice is the nineteenth field, the seventeenth behind it.
            int end = stat.LastIndexOf(')');
            string nice = stat[(end + 2)..].Split(' ')[16];
            threads.Add((stat[(stat.IndexOf('(', StringComparison.Ordinal) + 1)..end], int.Parse(nice, CultureInfo.InvariantCulture)));
        }

        return threads;
    }
}
