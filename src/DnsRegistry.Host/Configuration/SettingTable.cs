using System.Net;
using DnsRegistry.Api.Access;
using DnsRegistry.Host.Configuration.Sources;
using DnsRegistry.Registry.Validation;
using DnsRegistry.Wire.Names;

namespace DnsRegistry.Host.Configuration;

/// <summary>Every key there is. What is not here is refused; what is here has a row in the README.</summary>
internal static class SettingTable
{
    /// <summary>The key of the DNS listeners.</summary>
    public const string DnsListen = "Dns:Listen";

    /// <summary>The key of the suffixes.</summary>
    public const string DnsSuffixes = "Dns:Suffixes";

    /// <summary>The key of the reverse zones.</summary>
    public const string DnsReverseZones = "Dns:ReverseZones";

    /// <summary>The key of the resolvers whose word about their clients is taken.</summary>
    public const string DnsTrustedResolvers = "Dns:TrustedResolvers";

    /// <summary>The key of the HTTP listeners.</summary>
    public const string HttpListen = "Http:Listen";

    /// <summary>The key of the server's certificate.</summary>
    public const string TlsCertificate = "Http:Tls:Certificate";

    /// <summary>The key of its key.</summary>
    public const string TlsKey = "Http:Tls:Key";

    /// <summary>The key of the authorities of clients.</summary>
    public const string TlsClientCa = "Http:Tls:ClientCa";

    /// <summary>The key of whether clients show certificates.</summary>
    public const string TlsClientCertificate = "Http:Tls:ClientCertificate";

    /// <summary>The key of the table of zones.</summary>
    public const string Zones = "Zones";

    /// <summary>The key of the data folder.</summary>
    public const string Data = "Data";

    /// <summary>The key of the folder of zone files.</summary>
    public const string ZoneFiles = "ZoneFiles";

    private const int MaxInstances = 100_000_000;
    private const int MaxWorkers = 256;
    private const int MaxChanges = 10_000_000;
    private const int MaxWatchers = 1_000_000;
    private const int MaxRate = 1_000_000;
    private const int MaxGraceSeconds = 300;

    /// <summary>The definitions, in the order of the README.</summary>
    public static IReadOnlyList<SettingDefinition> All { get; } =
    [
        Dns(
            DnsListen,
            (dns, node, read) => dns with { Listen = read.List<IPEndPoint>(node, SettingTexts.EndPoint, mayBeEmpty: false) }),
        Dns(
            DnsSuffixes,
            (dns, node, read) => dns with { Suffixes = read.List<DomainName>(node, SettingTexts.HostName, mayBeEmpty: false) }),
        Dns(
            DnsReverseZones,
            (dns, node, read) => dns with { ReverseZones = read.List<DomainName>(node, SettingTexts.ReverseZone) }),
        Dns(
            DnsTrustedResolvers,
            (dns, node, read) => dns with { TrustedResolvers = read.List<IPNetwork>(node, SettingTexts.Network) }),
        Dns(
            "Dns:ServerName",
            (dns, node, read) => dns with { ServerName = read.Text(node, SettingTexts.HostName, dns.ServerName!) }),
        Dns(
            "Dns:ServerAddresses",
            (dns, node, read) => dns with { ServerAddresses = read.List<IPAddress>(node, SettingTexts.Address) }),
        Dns(
            "Dns:DefaultTtlSeconds",
            (dns, node, read) => dns with { DefaultTtlSeconds = read.WholeNumber(node, 0, 3600, dns.DefaultTtlSeconds) }),
        Dns(
            "Dns:MaxUdpPayloadOctets",
            (dns, node, read) => dns with { MaxUdpPayloadOctets = read.WholeNumber(node, 512, 4096, dns.MaxUdpPayloadOctets) }),
        Dns(
            "Dns:UdpWorkers",
            (dns, node, read) => dns with { UdpWorkers = read.WholeNumber(node, 0, MaxWorkers, dns.UdpWorkers) }),
        Dns(
            "Dns:Tcp:MaxConnections",
            (dns, node, read) => dns with { TcpMaxConnections = read.WholeNumber(node, 1, 65_535, dns.TcpMaxConnections) }),
        Dns(
            "Dns:Tcp:MaxConnectionsPerClient",
            (dns, node, read) => dns with
            {
                TcpMaxConnectionsPerClient = read.WholeNumber(node, 1, 65_535, dns.TcpMaxConnectionsPerClient),
            }),
        Dns(
            "Dns:Tcp:IdleSeconds",
            (dns, node, read) => dns with { TcpIdleSeconds = read.WholeNumber(node, 1, 3600, dns.TcpIdleSeconds) }),
        Http(
            HttpListen,
            (http, node, read) => http with { Listen = read.List<IPEndPoint>(node, SettingTexts.EndPoint, mayBeEmpty: false) }),
        Http(
            "Http:AllowAnonymous",
            (http, node, read) => http with { AllowAnonymous = read.TruthValue(node, http.AllowAnonymous) }),
        Tls(TlsCertificate, (tls, node, read) => tls with { Certificate = read.Text(node, SettingTexts.FilePath, tls.Certificate!) }),
        Tls(TlsKey, (tls, node, read) => tls with { Key = read.Text(node, SettingTexts.FilePath, tls.Key!) }),
        Tls(TlsClientCa, (tls, node, read) => tls with { ClientCa = read.Text(node, SettingTexts.FilePath, tls.ClientCa!) }),
        Tls(
            TlsClientCertificate,
            (tls, node, read) => tls with { ClientCertificate = read.Text(node, SettingTexts.ClientCertificates, tls.ClientCertificate) }),
        Http(
            "Http:Limits:Connections",
            (http, node, read) => http with { MaxConnections = read.WholeNumber(node, 1, 1_000_000, http.MaxConnections) }),
        Http(
            "Http:Limits:BulkOctets",
            (http, node, read) => http with { BulkOctets = read.WholeNumber(node, 1_048_576, 1_073_741_824, http.BulkOctets) }),
        Rates(
            "Http:Limits:RequestsPerSecondPerAddress",
            (rates, node, read) => rates with
            {
                RequestsPerSecondPerAddress = read.WholeNumber(node, 0, MaxRate, rates.RequestsPerSecondPerAddress),
            }),
        Rates(
            "Http:Limits:RequestsPerSecondPerToken",
            (rates, node, read) => rates with
            {
                RequestsPerSecondPerToken = read.WholeNumber(node, 0, MaxRate, rates.RequestsPerSecondPerToken),
            }),
        Rates(
            "Http:Limits:BurstSeconds",
            (rates, node, read) => rates with { BurstSeconds = read.WholeNumber(node, 1, 3600, rates.BurstSeconds) }),
        new(Zones, (settings, node, read) => settings with { Zones = ReadZones(node, read) }),
        .. LeaseDefinitions.All,
        Checks(
            "Checks:Enabled",
            (checks, node, read) => checks with { Enabled = read.TruthValue(node, checks.Enabled) }),
        Checks(
            "Checks:Allow",
            (checks, node, read) => checks with { Allow = read.List<IPNetwork>(node, SettingTexts.Network) }),
        Limits(
            "Limits:Instances",
            (limits, node, read) => limits with { Instances = read.WholeNumber(node, 1, MaxInstances, limits.Instances) }),
        Limits(
            "Limits:InstancesPerService",
            (limits, node, read) => limits with
            {
                InstancesPerService = read.WholeNumber(node, 1, MaxInstances, limits.InstancesPerService),
            }),
        Limits(
            "Limits:ChangesKept",
            (limits, node, read) => limits with { ChangesKept = read.WholeNumber(node, 1, MaxChanges, limits.ChangesKept) }),
        Limits(
            "Limits:WaitingChanges",
            (limits, node, read) => limits with { WaitingChanges = read.WholeNumber(node, 1, MaxInstances, limits.WaitingChanges) }),
        Limits(
            "Limits:Watchers",
            (limits, node, read) => limits with { Watchers = read.WholeNumber(node, 1, MaxWatchers, limits.Watchers) }),
        Limits(
            "Limits:Overrides",
            (limits, node, read) => limits with { Overrides = read.WholeNumber(node, 1, MaxInstances, limits.Overrides) }),
        new(Data, (settings, node, read) => settings with { DataFolder = read.Text(node, SettingTexts.Folder, settings.DataFolder) }),
        new(ZoneFiles, (settings, node, read) => settings with { ZoneFolder = read.Text(node, SettingTexts.Folder, settings.ZoneFolder) }),
        new("Shutdown:GraceSeconds", (settings, node, read) => settings with
        {
            GraceSeconds = read.WholeNumber(node, 0, MaxGraceSeconds, settings.GraceSeconds),
        }),
        new("Log:Level", (settings, node, read) => settings with { LogLevel = read.Text(node, SettingTexts.Level, settings.LogLevel) }),
    ];

    private static SettingDefinition Dns(string key, Func<DnsSettings, SettingNode, SettingReader, DnsSettings> apply) =>
        new(key, (settings, node, read) => settings with { Dns = apply(settings.Dns, node, read) });

    private static SettingDefinition Http(string key, Func<HttpSettings, SettingNode, SettingReader, HttpSettings> apply) =>
        new(key, (settings, node, read) => settings with { Http = apply(settings.Http, node, read) });

    private static SettingDefinition Tls(string key, Func<TlsSettings, SettingNode, SettingReader, TlsSettings> apply) =>
        Http(key, (http, node, read) => http with { Tls = apply(http.Tls, node, read) });

    private static SettingDefinition Rates(string key, Func<RateOptions, SettingNode, SettingReader, RateOptions> apply) =>
        Http(key, (http, node, read) => http with { Rates = apply(http.Rates, node, read) });

    private static SettingDefinition Checks(string key, Func<CheckSettings, SettingNode, SettingReader, CheckSettings> apply) =>
        new(key, (settings, node, read) => settings with { Checks = apply(settings.Checks, node, read) });

    private static SettingDefinition Limits(string key, Func<LimitSettings, SettingNode, SettingReader, LimitSettings> apply) =>
        new(key, (settings, node, read) => settings with { Limits = apply(settings.Limits, node, read) });

    private static Dictionary<string, IReadOnlyList<IPNetwork>> ReadZones(SettingNode node, SettingReader read)
    {
        var zones = new Dictionary<string, IReadOnlyList<IPNetwork>>();
        var owners = new Dictionary<IPNetwork, string>();
        foreach (SettingEntry entry in read.Entries(node))
        {
            string zone = entry.Name.ToLowerInvariant();
            if (LabelRules.FaultOf(zone) is string fault)
                read.Fault(entry.NameOrigin, fault);

            IReadOnlyList<IPNetwork> networks = read.List<IPNetwork>(entry.Value, SettingTexts.Network);
            foreach (IPNetwork network in networks)
            {
                if (!owners.TryAdd(network, zone) && owners[network] != zone)
                    read.Fault(entry.Value, $"'{network}' belongs to zone '{owners[network]}' already");
            }

            zones[zone] = networks;
        }

        return zones;
    }
}
