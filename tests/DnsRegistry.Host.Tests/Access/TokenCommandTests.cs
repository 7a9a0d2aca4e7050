using DnsRegistry.Api.Access;
using DnsRegistry.Host.Access;
using DnsRegistry.Host.CommandLine;
using DnsRegistry.Host.Configuration;

namespace DnsRegistry.Host.Tests.Access;

public sealed class TokenCommandTests : IDisposable
{
    private readonly string _folder = Path.Combine(Directory.CreateTempSubdirectory().FullName, "data");

    private string TokensPath => TokenFile.PathIn(_folder);

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_folder)!, recursive: true);

    [Fact]
    public async Task Add_prints_the_secret_alone_and_keeps_only_its_hash()
    {
        (int code, string output, string error) = await Run("add", "web-team", "--write", "web-", "--read", "*");

        Assert.Equal((0, ""), (code, error));
        Assert.Matches("^dnsr_[A-Za-z0-9_-]{12}_[A-Za-z0-9_-]{43}\n$", output);
        string file = await File.ReadAllTextAsync(TokensPath, TestContext.Current.CancellationToken);
        Assert.DoesNotContain(output.Trim()[18..], file, StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(TokensPath));

        AccessToken token = Assert.Single(Read());
        Assert.Equal(("web-team", false, null), (token.Name, token.IsAdmin, token.ExpiresAt));
        Assert.Equal([""], token.Read);
        Assert.Equal(["web-"], token.Write);
    }

    [Fact]
    public async Task List_tells_names_and_rights()
    {
        await Run("add", "web-team", "--write", "web-", "--read", "");
        await Run("add", "ops", "--admin");

        (int code, string output, _) = await Run("list");

        Assert.Equal(0, code);
        Assert.Equal("web-team             read *, write web-*\nops                  admin\n", output);
    }

    [Fact]
    public async Task Rotate_gives_a_new_secret_and_keeps_everything_else()
    {
        string first = (await Run("add", "web-team", "--write", "web-", "--expires", "90d")).Output;
        AccessToken before = Assert.Single(Read());

        string second = (await Run("rotate", "web-team")).Output;

        AccessToken after = Assert.Single(Read());
        Assert.NotEqual(first, second);
        Assert.False(before.Hash.Span.SequenceEqual(after.Hash.Span));
        Assert.Equal((before.Name, before.ExpiresAt), (after.Name, after.ExpiresAt));
        Assert.Equal(before.Write, after.Write);
        Assert.InRange(after.ExpiresAt!.Value - DateTimeOffset.UtcNow, TimeSpan.FromDays(89), TimeSpan.FromDays(90));
    }

    [Fact]
    public async Task Revoke_takes_a_token_back()
    {
        await Run("add", "web-team", "--write", "web-");

        Assert.Equal(0, (await Run("revoke", "web-team")).Code);
        Assert.Empty(Read());
    }

    [Theory]
    [InlineData("add", "no rights")]
    [InlineData("add", "two words", "--admin")]
    [InlineData("add", "nothing")]
    [InlineData("add", "taken", "--admin")]
    [InlineData("add", "prefix", "--read", "a.b")]
    [InlineData("add", "time", "--admin", "--expires", "soon")]
    [InlineData("revoke", "nobody")]
    [InlineData("rotate", "nobody")]
    public async Task What_makes_no_sense_is_said_and_changes_nothing(params string[] arguments)
    {
        await Run("add", "taken", "--admin");
        string before = await File.ReadAllTextAsync(TokensPath, TestContext.Current.CancellationToken);

        (int code, string output, string error) = await Run(arguments);

        Assert.Equal((ExitCode.BadConfiguration, ""), (code, output));
        Assert.NotEmpty(error);
        Assert.Equal(before, await File.ReadAllTextAsync(TokensPath, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("{\n  \"tokens\": []\n}", 1, 1, "version 1")]
    [InlineData("{\"version\":1,\n \"tokens\": {}}", 1, 1, "no list")]
    [InlineData("{\"version\":1,\"tokens\":[\n  {\"name\":\"a\",\"id\":\"aaaaaaaaaaaa\"}]}", 2, 3, "no 'hash'")]
    [InlineData("{\"version\":1,\"tokens\":[\n  {\"name\":\"a\",\"id\":\"aaaaaaaaaaaa\",\"hash\":\"sha256:short\"}]}", 2, 42, "base64url")]
    [InlineData("{\"version\":1,\"tokens\":[\n  {\"nome\":\"a\"}]}", 2, 4, "'nome'")]
    [InlineData("{\"version\":1,\"tokens\":[\n", 2, 1, "JSON")]
    public async Task A_damaged_file_is_refused_with_its_place(string text, int line, int column, string reason)
    {
        Directory.CreateDirectory(_folder);
        await File.WriteAllTextAsync(TokensPath, text, TestContext.Current.CancellationToken);
        var faults = new List<SettingFault>();

        TokenFile.Read(_folder, faults);

        Assert.Contains(faults, fault => fault.Origin == $"{TokensPath}:{line}:{column}"
            && fault.Message.Contains(reason, StringComparison.Ordinal));
        Assert.Equal(ExitCode.BadConfiguration, (await Run("add", "another", "--admin")).Code);
        Assert.Equal(text, await File.ReadAllTextAsync(TokensPath, TestContext.Current.CancellationToken));
    }

    private List<AccessToken> Read()
    {
        var faults = new List<SettingFault>();
        IReadOnlyList<AccessToken> tokens = TokenFile.Read(_folder, faults);
        Assert.Empty(faults);
        return [.. tokens];
    }

    private async Task<(int Code, string Output, string Error)> Run(params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        int code = await ProgramCommand.RunAsync(["token", .. arguments, "--data", _folder], output, error);
        return (code, output.ToString(), error.ToString());
    }
}
