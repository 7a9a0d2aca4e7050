using System.Globalization;

namespace DnsRegistry.LoadGenerator.Watching;

/// <summary>What a process of this machine holds in memory: <c>VmRSS</c> of proc(5).</summary>
internal static class ResidentMemory
{
    /// <summary>Its octets.</summary>
    /// <exception cref="IOException">There is no such process.</exception>
    public static long Of(int process)
    {
        const string Field = "VmRSS:";
        string line = File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith(Field, StringComparison.Ordinal));
        return 1024 * long.Parse(line[Field.Length..].Replace("kB", "", StringComparison.Ordinal).Trim(), CultureInfo.InvariantCulture);
    }
}
