using System.Net;
using System.Net.Sockets;
using DnsRegistry.EndToEnd.Tests.Running;

namespace DnsRegistry.EndToEnd.Tests.Clients;

/// <summary>Callers of instances that say how those did.</summary>
internal static class Reporting
{
    /// <summary>Reports from an address of its own, as another machine would.</summary>
    public static async Task ReportAsync(this ServerProcess server, string service, string id, string from, string report)
    {
        using var client = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = async (context, cancellationToken) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                socket.Bind(new IPEndPoint(IPAddress.Parse(from).MapToIPv6(), 0));
                await socket.ConnectAsync(IPAddress.Loopback.MapToIPv6(), context.DnsEndPoint.Port, cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            },
        });
        using var content = new StringContent(report);
        using HttpResponseMessage answer = await client.PostAsync(
            new Uri(server.Http, $"/v1/services/{service}/instances/{id}/reports"), content, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
    }
}
