using System.Diagnostics;
using DnsRegistry.EndToEnd.Tests.Clients;
using DnsRegistry.EndToEnd.Tests.Running;

namespace DnsRegistry.EndToEnd.Tests;

public sealed class DurabilityTests : IDisposable
{
    private readonly Workplace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task A_registration_survives_kill_9_straight_after_its_acknowledgement()
    {
        for (int round = 1; round <= 3; round++)
        {
            await using ServerProcess server = await ServerProcess.StartAsync(_place);
            await server.RegisterAsync("web", $"a{round}", $$"""{"addresses":["10.0.0.{{round}}"],"port":80}""");
            await server.KillAsync();
        }

        await using ServerProcess last = await ServerProcess.StartAsync(_place);
        Assert.Equal(["10.0.0.1", "10.0.0.2", "10.0.0.3"], await last.AddressesAsync("web.any.svc"));
    }

    [Fact]
    public async Task A_registration_is_on_the_disk_before_it_is_acknowledged()
    {
        string trace = Path.Combine(_place.Root, "trace");
        await using ServerProcess server = await ServerProcess.StartAsync(_place);
        await server.RegisterAsync("web", "first", """{"addresses":["10.0.0.1"],"static":true}""");
        using Tracer tracer = await Tracer.AttachAsync(
            server, "-y", "-s", "32", "-o", trace, "-e", "trace=pwrite64,fdatasync,sendto,sendmsg");

        await server.RegisterAsync("web", "a", """{"addresses":["10.0.0.1"],"static":true}""");

        await server.KillAsync();
        await tracer.ExitedAsync();
        string[] calls = await File.ReadAllLinesAsync(trace, TestContext.Current.CancellationToken);
        int written = Array.FindIndex(calls, call => IsAbout(call, "pwrite64("));
        int flushed = Array.FindIndex(calls, call => IsAbout(call, "fdatasync("));
        int acknowledged = Array.FindIndex(calls, call => call.Contains("HTTP/1.1 201", StringComparison.Ordinal));
        if (flushed >= 0 && calls[flushed].Contains("<unfinished", StringComparison.Ordinal))
            flushed = Array.FindIndex(calls, flushed, call => call.Contains("fdatasync resumed", StringComparison.Ordinal));
        Assert.True(written >= 0 && written < flushed && flushed < acknowledged, string.Join('\n', calls));

        static bool IsAbout(string call, string name) =>
            call.Contains(name, StringComparison.Ordinal) && call.Contains("/registry.journal-", StringComparison.Ordinal);
    }

    [Fact] // it may be in the memory of the machine alone: a loss of power would take it away after it was answered
    public async Task What_a_killed_server_wrote_is_put_on_the_disk_before_the_next_one_reads_it()
    {
        Shell.Require("strace", "strace");
        Assert.SkipUnless((await Shell.RunAsync("strace", "-o", "/dev/null", "true")).ExitCode == 0, "nothing can be traced here");
        await using (ServerProcess server = await ServerProcess.StartAsync(_place))
        {
            await server.RegisterAsync("web", "a", """{"addresses":["10.0.0.1"],"static":true}""");
            await server.KillAsync();
        }

        string trace = Path.Combine(_place.Root, "trace");
        ProcessStartInfo start = ServerProcess.Command(_place, "--dns", "127.0.0.1:0", "--http", "127.0.0.1:0");
        string[] traced = ["-D", "-f", "-y", "-o", trace, "-e", "trace=fsync,fdatasync,pread64", start.FileName, .. start.ArgumentList];
        start.FileName = "strace";
        start.ArgumentList.Clear();
        foreach (string argument in traced)
            start.ArgumentList.Add(argument);
        await using (ServerProcess again = await ServerProcess.StartAsync(start))
        {
            Assert.Equal(["10.0.0.1"], await again.AddressesAsync("web.any.svc"));
            Assert.Equal(0, (await again.StopAsync()).ExitCode);
        }

        string[] calls = await File.ReadAllLinesAsync(trace, TestContext.Current.CancellationToken);
        Assert.All(["registry.log", "registry.journal-1", "registry.journal-2"], file => Assert.Contains(
            "sync(", calls.First(call => call.Contains($"/{file}>", StringComparison.Ordinal)), StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_serial_goes_on_where_it_was_and_a_restart_alone_does_not_move_it()
    {
        uint before;
        await using (ServerProcess server = await ServerProcess.StartAsync(_place))
        {
            uint first = await server.SerialAsync();
            await server.RegisterAsync("web", "a", """{"addresses":["10.0.0.1"],"static":true}""");
            before = await server.SerialAsync();
            Assert.Equal(first + 1, before);
            Assert.Equal(0, (await server.StopAsync()).ExitCode);
        }

        await using ServerProcess again = await ServerProcess.StartAsync(_place);
        Assert.Equal(before, await again.SerialAsync());
        await again.RegisterAsync("web", "b", """{"addresses":["10.0.0.2"],"static":true}""");
        Assert.Equal(before + 1, await again.SerialAsync());
    }

    [Fact]
    public async Task Settings_of_a_service_survive_a_restart()
    {
        await using (ServerProcess server = await ServerProcess.StartAsync(_place))
        {
            using var content = new StringContent("""{"ttlSeconds":42}""");
            using HttpResponseMessage response = await server.Client.PutAsync(
                new Uri("/v1/services/web/settings", UriKind.Relative), content, TestContext.Current.CancellationToken);
            Assert.True(response.IsSuccessStatusCode);
            await server.KillAsync();
        }

        await using ServerProcess again = await ServerProcess.StartAsync(_place);
        Assert.Equal(42, (int?)(await again.GetAsync("/v1/services/web/settings"))["ttlSeconds"]);
    }

    [Fact]
    public async Task An_override_survives_kill_9_straight_after_its_acknowledgement_and_the_instance_stays_out()
    {
        await using (ServerProcess server = await ServerProcess.StartAsync(_place))
        {
            await server.RegisterAsync("web", "a", """{"addresses":["10.0.0.1"],"static":true}""");
            await server.RegisterAsync("web", "b", """{"addresses":["10.0.0.2"],"static":true}""");
            using var content = new StringContent("""{"enabled":false}""");
            using HttpResponseMessage response = await server.Client.PutAsync(
                new Uri("/v1/services/web/instances/a/override", UriKind.Relative), content, TestContext.Current.CancellationToken);
            Assert.True(response.IsSuccessStatusCode);
            await server.KillAsync();
        }

        await using ServerProcess again = await ServerProcess.StartAsync(_place);
        Assert.Equal(["10.0.0.2"], await again.AddressesAsync("web.any.svc"));
        await again.RegisterAsync("web", "a", """{"addresses":["10.0.0.1"],"static":true}""");
        Assert.Equal(["10.0.0.2"], await again.AddressesAsync("web.any.svc"));
    }

    [Fact]
    public async Task A_second_server_is_kept_out_of_the_data_folder()
    {
        await using ServerProcess server = await ServerProcess.StartAsync(_place);

        CommandResult second = await Shell.RunAsync(ServerProcess.Command(_place, "--dns", "127.0.0.1:0", "--http", "127.0.0.1:0"));

        Assert.Equal(1, second.ExitCode);
        Assert.Single(second.ErrorLines);
        Assert.Contains("registry.lock", second.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_store_is_one_line_and_exit_code_1()
    {
        Directory.CreateDirectory(Path.Combine(_place.Root, "data"));
        await File.WriteAllTextAsync(
            Path.Combine(_place.Root, "data", "registry.db"), "this is no database", TestContext.Current.CancellationToken);

        CommandResult result = await Shell.RunAsync(ServerProcess.Command(_place, "--dns", "127.0.0.1:0", "--http", "127.0.0.1:0"));

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("registry.db", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }
}
