using System.Diagnostics;
using DnsRegistry.EndToEnd.Tests.Running;

namespace DnsRegistry.EndToEnd.Tests;

/// <summary>The operating system's resolver knows neither ports nor options: it asks port 53 of what resolv.conf names.</summary>
public sealed class SystemResolverTests : IAsyncDisposable
{
    private readonly Workplace _place = new();
    private readonly string _namespace = $"dnsregistry-{Environment.ProcessId}";

    private string Folder => $"/etc/netns/{_namespace}";

    public async ValueTask DisposeAsync()
    {
        if (Shell.Has("ip"))
            await Shell.RunAsync("ip", "netns", "delete", _namespace);
        if (Directory.Exists(Folder))
            Directory.Delete(Folder, recursive: true);
        _place.Dispose();
    }

    [Fact]
    public async Task Getent_finds_a_service_through_resolv_conf()
    {
        Shell.Require("ip", "iproute2");
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "a network namespace takes root");
        CommandResult made = await Shell.RunAsync("ip", "netns", "add", _namespace);
        Assert.SkipUnless(made.ExitCode == 0, $"no network namespace to be had: {made.Error}");
        Directory.CreateDirectory(Folder);
        await File.WriteAllTextAsync(Path.Combine(Folder, "resolv.conf"), "nameserver 127.0.0.1\n", TestContext.Current.CancellationToken);
        Assert.Equal(0, (await Inside("ip", "link", "set", "lo", "up")).ExitCode);

        // The C library does not bother to ask for a family of which the machine has no address but loopback.
        Assert.Equal(0, (await Inside("ip", "address", "add", "192.0.2.53/32", "dev", "lo")).ExitCode);
        Assert.Equal(0, (await Inside("ip", "address", "add", "2001:db8::53/128", "dev", "lo")).ExitCode);

        ProcessStartInfo inside = ServerProcess.Command(_place, "--dns", "127.0.0.1:53", "--http", "127.0.0.1:8053");
        var start =
            new ProcessStartInfo("ip", ["netns", "exec", _namespace, "dotnet", .. inside.ArgumentList]) { WorkingDirectory = _place.Root };
        await using ServerProcess server = await ServerProcess.StartAsync(start);
        CommandResult registered = await Inside(
            "dotnet", "exec", ServerProcess.Program, "register", "web", "a", "--zone", "z1", "--address", "10.0.0.7", "--address",
            "fd00::7", "--static");
        Assert.Equal((0, ""), (registered.ExitCode, registered.Error));

        CommandResult hosts = await Inside("getent", "hosts", "web.z1.svc");
        CommandResult ipv4 = await Inside("getent", "ahostsv4", "web.z1.svc");
        CommandResult ipv6 = await Inside("getent", "ahostsv6", "web.z1.svc");
        CommandResult nobody = await Inside("getent", "hosts", "nope.z1.svc");

        Assert.StartsWith("fd00::7 ", hosts.Output, StringComparison.Ordinal);
        Assert.StartsWith("10.0.0.7 ", ipv4.Output, StringComparison.Ordinal);
        Assert.Contains("fd00::7 ", ipv6.Output, StringComparison.Ordinal);
        Assert.Equal(2, nobody.ExitCode);
    }

    private Task<CommandResult> Inside(params string[] command) => Shell.RunAsync("ip", ["netns", "exec", _namespace, .. command]);
}
