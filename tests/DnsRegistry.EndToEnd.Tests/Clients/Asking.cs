using DnsClient;
using DnsRegistry.EndToEnd.Tests.Running;

namespace DnsRegistry.EndToEnd.Tests.Clients;

/// <summary>Asks a server through the DnsClient package.</summary>
internal static class Asking
{
    public static async Task<IDnsQueryResponse> AskAsync(this ServerProcess server, string name, QueryType type, bool useTcp = false)
    {
        var client = new LookupClient(new LookupClientOptions(server.Dns)
        {
            UseCache = false,
            UseTcpOnly = useTcp,
            Timeout = TimeSpan.FromSeconds(5),
        });
        return await client.QueryAsync(name, type, QueryClass.IN, TestContext.Current.CancellationToken);
    }

    public static async Task<string[]> AddressesAsync(this ServerProcess server, string name, bool useTcp = false) =>
        [.. (await server.AskAsync(name, QueryType.A, useTcp)).Answers.ARecords().Select(record => record.Address.ToString())
            .Order(StringComparer.Ordinal)];

    public static async Task<uint> SerialAsync(this ServerProcess server, string apex = "svc.") =>
        (await server.AskAsync(apex, QueryType.SOA)).Answers.SoaRecords().Single().Serial;

    public static string[] Dig(this ServerProcess server, params string[] arguments) =>
        [$"@{server.Dns.Address}", "-p", $"{server.Dns.Port}", .. arguments];
}
