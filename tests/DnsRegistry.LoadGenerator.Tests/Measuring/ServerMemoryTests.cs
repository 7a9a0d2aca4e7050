using DnsRegistry.LoadGenerator.Measuring;

namespace DnsRegistry.LoadGenerator.Tests.Measuring;

public class ServerMemoryTests
{
    [Fact]
    public void Resident_memory_is_found_in_the_status_of_a_process()
    {
        Assert.Equal(
            1234 * 1024, ServerMemory.ResidentOctets(["Name:\tdotnet", "VmSize:\t  99999 kB", "VmRSS:\t    1234 kB", "Threads:\t9"]));
        Assert.Equal(0, ServerMemory.ResidentOctets(["Name:\tkthreadd"]));
    }

    [Fact]
    public void Memory_is_told_at_the_end()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "there is no /proc");
        var output = new StringWriter();

        new ServerMemory(Environment.ProcessId, output).Dispose();

        Assert.Matches(
            @"^memory of the server: [1-9]\d* MiB at the start, [1-9]\d* MiB at the end, [1-9]\d* MiB at most\s$", output.ToString());
    }
}
