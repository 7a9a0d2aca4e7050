using System.Net;
using DnsRegistry.Host.CommandLine;

namespace DnsRegistry.Host.Tests.CommandLine;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("10.0.0.7", "7.0.0.10.in-addr.arpa.")]
    [InlineData("fd00::7", "7.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.d.f.ip6.arpa.")]
    public void The_reverse_name_of_an_address_has_its_parts_last_first(string address, string expected) =>
        Assert.Equal(expected, ReverseName.Of(IPAddress.Parse(address)));

    [Theory]
    [InlineData("A", true)]
    [InlineData("srv", true)]
    [InlineData("TYPE64", true)]
    [InlineData("TYPE65536", false)]
    [InlineData("1", false)]
    [InlineData("NOPE", false)]
    public void Record_types_are_known_by_name_or_number(string type, bool isKnown) =>
        Assert.Equal(isKnown, new DnsClientLookup().IsRecordType(type));

    [Fact]
    public async Task Check_lists_faults_and_exits_with_2()
    {
        (int code, string output, string error) = await Run("check", "--dns", "nowhere", "--http", "0.0.0.0:80");

        Assert.Equal(ExitCode.BadConfiguration, code);
        Assert.Empty(output);
        Assert.Equal(2, error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task Check_says_so_when_all_is_good()
    {
        (int code, string output, string error) = await Run("check");

        Assert.Equal((ExitCode.Good, "configuration is good\n", ""), (code, output, error));
    }

    [Theory]
    [InlineData("chek")]
    [InlineData("serve", "--nope")]
    [InlineData("register", "web")]
    [InlineData("register", "web", "a", "--named-port", "grpc")]
    [InlineData("register", "web", "a", "--metadata", "a=1", "--metadata", "a=2")]
    [InlineData("list", "--server", "nowhere")]
    [InlineData("query", "web.z1.svc", "NOPE")]
    public async Task A_wrong_command_line_exits_with_2(params string[] arguments)
    {
        (int code, _, string error) = await Run(arguments);

        Assert.Equal(ExitCode.BadConfiguration, code);
        Assert.Contains("dnsregistry --help", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_cannot_be_reached_is_one_line_and_exit_code_1()
    {
        (int code, _, string error) = await Run("list", "--server", "http://127.0.0.1:1");

        Assert.Equal(ExitCode.Failed, code);
        Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private static async Task<(int Code, string Output, string Error)> Run(params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        int code = await ProgramCommand.RunAsync(arguments, output, error);
        return (code, output.ToString(), error.ToString());
    }
}
