using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using DnsRegistry.EndToEnd.Tests.Running;

namespace DnsRegistry.EndToEnd.Tests.Clients;

/// <summary>A real HAProxy whose one backend is filled from SRV records, and what it says of its servers on its stats socket.</summary>
internal sealed class Haproxy : IAsyncDisposable
{
    private readonly Process _process;
    private readonly string _socket;

    private Haproxy(Process process, string socket)
    {
        _process = process;
        _socket = socket;
    }

    /// <summary>Starts one that asks this server for this name several times a second.</summary>
    public static Haproxy Start(Workplace place, ServerProcess server, string name)
    {
        string socket = Path.Combine(place.Root, "haproxy.sock");
        string configuration = Path.Combine(place.Root, "haproxy.cfg");
        File.WriteAllText(configuration, $"""
            global
                stats socket {socket} mode 600 level admin
            defaults
                mode tcp
                timeout connect 1s
                timeout client 1s
                timeout server 1s
            resolvers registry
                nameserver dns {server.Dns}
                accepted_payload_size 1232
                timeout resolve 200ms
                timeout retry 1s
                hold valid 200ms
                hold obsolete 0s
                hold nx 0s
            frontend unused
                bind unix@{socket}.front
                default_backend web
            backend web
                server-template web 6 {name} resolvers registry init-addr none

            """);
        var start =
            new ProcessStartInfo("haproxy", ["-db", "-f", configuration]) { RedirectStandardOutput = true, RedirectStandardError = true };
        Process process = Process.Start(start)!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new Haproxy(process, socket);
    }

    /// <summary>Waits until its servers that are up are these, each <c>address:port*weight</c>.</summary>
    public Task HasServersAsync(params string[] servers) => Eventually.TrueAsync(
        async () => (await ServersAsync()).SequenceEqual(servers), $"HAProxy to have {string.Join(' ', servers)}");

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }

    private async Task<string[]> ServersAsync()
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        var text = new StringBuilder();
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(_socket), TestContext.Current.CancellationToken);
            await socket.SendAsync("show servers state web\n"u8.ToArray(), TestContext.Current.CancellationToken);
            byte[] buffer = new byte[4096];
            for (int octets; (octets = await socket.ReceiveAsync(buffer, TestContext.Current.CancellationToken)) > 0;)
                text.Append(Encoding.ASCII.GetString(buffer, 0, octets));
        }
        catch (SocketException)
        {
            // It has not made its socket yet.
            return [];
        }

        return
        [
            .. from line in text.ToString().Split('\n')
               where !line.StartsWith('#')
               let fields = line.Split(' ')
               where fields.Length > Column.Port && fields[Column.State] == "2"
               orderby fields[Column.Address]
               select $"{fields[Column.Address]}:{fields[Column.Port]}*{fields[Column.Weight]}",
        ];
    }

    /// <summary>Where things stand in a line of <c>show servers state</c>, version 1.</summary>
    private static class Column
    {
        public const int Address = 4;
        public const int State = 5;
        public const int Weight = 7;
        public const int Port = 18;
    }
}
