using System.Diagnostics;
using System.Text.RegularExpressions;
using DnsRegistry.EndToEnd.Tests.Running;

namespace DnsRegistry.EndToEnd.Tests;

public sealed partial class ReadmeTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task The_commands_of_the_first_screen_do_what_they_say()
    {
        Shell.Require("curl", "curl");
        Shell.Require("dig", "bind9-dnsutils");
        Shell.Require("nslookup", "bind9-dnsutils");
        _place.WriteConfiguration(Repository.Read("dnsregistry.json"));
        await using ServerProcess server = await ServerProcess.StartAsync(_place);
        Assert.Equal("127.0.0.1", server.Dns.Address.ToString());

        // The commands are those of the README but for the two ports.
        string commands = Commands()
            .Replace("-p 1053", $"-p {server.Dns.Port}", StringComparison.Ordinal)
            .Replace("-port=1053", $"-port={server.Dns.Port}", StringComparison.Ordinal)
            .Replace("127.0.0.1:8053", server.Http.Authority, StringComparison.Ordinal);
        Assert.DoesNotContain("1053", commands.Replace($"{server.Dns.Port}", "", StringComparison.Ordinal), StringComparison.Ordinal);

        CommandResult result = await Shell.RunAsync(new ProcessStartInfo("bash", ["-euc", commands]) { WorkingDirectory = _place.Root });

        Assert.True(result.ExitCode == 0, result.Output + result.Error);
        Assert.DoesNotContain("status: NXDOMAIN", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("ANSWER: 0", result.Output, StringComparison.Ordinal);
        foreach (string pattern in (string[])
        [
            @"web\.z1\.svc\.\s+5\s+IN\s+A\s+10\.0\.0\.8",
            @"web\.z1\.svc\.\s+5\s+IN\s+SRV\s+10 100 8080 a\.1-2-0\.default\.web\.z1\.svc\.",
            @"a\.1-2-0\.default\.web\.z1\.svc\. 5\s+IN\s+AAAA\s+fd00::7",
            @"web\.any\.svc\.\s+5\s+IN\s+AAAA\s+fd00::7",
            @"_grpc\._tcp\.web\.z1\.svc\.\s+5\s+IN\s+SRV\s+10 100 9090 b\.1-2-1\.default\.web\.z1\.svc\.",
            @"IN\s+TXT\s+""rack=r7""",
            @"7\.0\.0\.10\.in-addr\.arpa\.\s+5\s+IN\s+PTR\s+a\.1-2-0\.default\.web\.z1\.svc\.",
            @"svc\.\s+2\s+IN\s+SOA\s+svc\. hostmaster\.svc\. \d+ ",
            @"svc\.\s+60\s+IN\s+NS\s+svc\.",
            @"Name:\s+web\.z1\.svc",
            @"""drainMs"":5000",
        ])
        {
            Assert.Matches(pattern, result.Output);
        }

        // What +short printed: both that are left, and after the lease's end one.
        Assert.Matches(@"(10\.0\.0\.7\n10\.0\.0\.9|10\.0\.0\.9\n10\.0\.0\.7)\n10\.0\.0\.7\n$", result.Output);
    }

    [Fact]
    public async Task Dotnet_run_reads_configuration_and_zones_of_the_folder_it_is_called_in()
    {
        _place.WriteConfiguration("""{"Dns":{"Listen":["here"]}}""");
        string configuration = AppContext.BaseDirectory.Contains("/Release/", StringComparison.Ordinal) ? "Release" : "Debug";
        string project = Path.Combine(Repository.Root, "src", "DnsRegistry.Host");

        CommandResult result = await Shell.RunAsync(
            new ProcessStartInfo("dotnet", ["run", "--no-build", "-c", configuration, "--project", project, "--", "check"])
            {
                WorkingDirectory = _place.Root,
            });

        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith("dnsregistry.json:1:19: Dns:Listen: 'here'", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_configuration_key_has_a_row_in_the_table()
    {
        string readme = Repository.Read("README.md");

        foreach (string key in Host.Configuration.SettingTable.All.Select(definition => definition.Key))
            Assert.Contains($"\n| `{key}` | ", readme, StringComparison.Ordinal);
    }

    /// <summary>The sh blocks of the first section, without the one that starts the server.</summary>
    private static string Commands()
    {
        string start = Repository.Read("README.md").Split("\n## ")[1];
        Assert.StartsWith("Start\n", start, StringComparison.Ordinal);
        return string.Join('\n', ShellBlock().Matches(start)
            .Select(match => match.Groups[1].Value)
            .Where(block => !block.Contains("dotnet run", StringComparison.Ordinal)));
    }

    [GeneratedRegex(@"^```sh\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex ShellBlock();
}
