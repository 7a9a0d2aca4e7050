using DnsRegistry.Api;
using DnsRegistry.Api.Access;
using DnsRegistry.Api.Http;
using DnsRegistry.Api.Watch;
using DnsRegistry.Host.Access;
using DnsRegistry.Host.Configuration;
using DnsRegistry.Host.Metrics;
using DnsRegistry.Host.Tls;
using DnsRegistry.Registry;
using DnsRegistry.Registry.Storage;
using DnsRegistry.Server;
using DnsRegistry.Server.Interop;
using DnsRegistry.Server.Query;
using DnsRegistry.Zones;
using DnsRegistry.Zones.Tracing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging.Console;

namespace DnsRegistry.Host.Composition;

/// <summary>Puts the rooms together. Nothing here runs yet.</summary>
internal static class ServerComposition
{
    /// <summary>
    /// How long requests in flight may take once it is to stop; of the five seconds that stopping may take, one is for the
    /// grace before, and the rest for the store.
    /// </summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);

    /// <summary>Longer than a commit to a disk takes, shorter than anybody notices who registers.</summary>
    private static readonly TimeSpan s_commitInterval = TimeSpan.FromMilliseconds(8);

    /// <summary>Twenty changes of a thousand a second share a commit like this, and its price.</summary>
    private static readonly TimeSpan s_streamCommitInterval = TimeSpan.FromMilliseconds(20);

    /// <summary>Nobody who watches minds so short a wait, and in a flood of changes many of them share a packet.</summary>
    private static readonly TimeSpan s_announceInterval = TimeSpan.FromMilliseconds(20);

    /// <summary>What the changes kept may hold on to, for each: instances as they usually are.</summary>
    private const long OctetsPerChange = 1024;

    /// <summary>Often enough for a pause to be told from a delay, seldom enough to cost nothing.</summary>
    private static readonly TimeSpan s_pulseInterval = TimeSpan.FromMilliseconds(250);

    /// <summary>The server of a configuration.</summary>
    public static WebApplication Build(
        ServerArguments arguments, LoadedConfiguration configuration, Func<ILoggerFactory, IRegistryStore> store)
    {
        // Empty: the framework's own files, variables and command line are no second way to configure this server.
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        AddLogging(builder.Logging, configuration.Settings.LogLevel);
        AddServer(builder.Services, arguments, configuration, store);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            foreach (System.Net.IPEndPoint listen in configuration.Settings.Http.Listen)
                Listen(kestrel, listen, configuration.Settings.Http.Tls.Certificate is not null);
        });

        // No call of the API blocks its thread, and one that may take long leaves it, so the thread that received it may answer it.
        ReceivingThreads.GoOnThemselves();
        builder.WebHost.UseSockets(sockets => sockets.UnsafePreferInlineScheduling = true);
        builder.Services.AddRoutingCore();
        builder.Services.AddRegistryApi();

        WebApplication application = builder.Build();
        application.MapRegistryApi();
        RequestDelegate metrics = application.Services.GetRequiredService<MetricsExport>().WriteAsync;
        application.MapMethods(
            MetricsExport.Path,
            [HttpMethods.Get, HttpMethods.Head],
            application.Services.GetRequiredService<AccessGate>().ForOperators(metrics));
        return application;
    }

    /// <summary>With a certificate every address speaks TLS.</summary>
    private static void Listen(KestrelServerOptions kestrel, System.Net.IPEndPoint address, bool hasCertificate)
    {
        IServiceProvider services = kestrel.ApplicationServices;
        kestrel.Listen(address, listen =>
        {
            listen.Use(services.GetRequiredService<ConnectionLimit>().Around);
            listen.Use(next => ConnectionTicks.Around(next, services.GetRequiredService<TimeProvider>()));
            if (hasCertificate)
                listen.UseHttps(services.GetRequiredService<TlsCertificates>().Handshake);
        });
    }

    private static void AddLogging(ILoggingBuilder logging, LogLevel level)
    {
        logging.SetMinimumLevel(level).AddFilter("Microsoft", LogLevel.Warning);

        // Why a start failed is told on standard error, in one line.
        logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);

        // Whoever could log under this name makes the framework begin an activity, with ids and a scope, for every request.
        logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);

        // Nobody reads scopes here, and each connection would carry one.
        logging.Services.Configure<LoggerFilterOptions>(filter => filter.CaptureScopes = false);
        logging.AddConsoleFormatter<TerseFormatter, ConsoleFormatterOptions>();

        // Standard output is for the ready line.
        logging.AddConsole(console =>
        {
            console.FormatterName = TerseFormatter.FormatterName;
            console.LogToStandardErrorThreshold = LogLevel.Trace;
        });
    }

    /// <summary>The hosted services start in this order, Kestrel behind them, and stop in the opposite one.</summary>
    private static void AddServer(
        IServiceCollection services,
        ServerArguments arguments,
        LoadedConfiguration configuration,
        Func<ILoggerFactory, IRegistryStore> store)
    {
        services.Configure<HostOptions>(host => host.ShutdownTimeout = s_patience);
        services.AddSingleton<GracefulStop>();
        services.AddSingleton<IHostLifetime>(provider => provider.GetRequiredService<GracefulStop>());
        services.AddSingleton<IReadiness>(provider => provider.GetRequiredService<GracefulStop>());
        services.AddSingleton(arguments).AddSingleton(configuration).AddSingleton(TimeProvider.System);
        services.AddSingleton(new AccessTokens(configuration.Tokens, configuration.Settings.Http.IsOpenWithoutTokens));
        services.AddSingleton(_ => new RequestRates(configuration.Settings.Http.Rates));
        services.AddSingleton<ConnectionLimit>();
        services.AddSingleton(new BulkRoom(configuration.Settings.Http.BulkOctets));
        services.AddSingleton(new WatchOptions { MaxWatchers = configuration.Settings.Limits.Watchers });
        services.AddSingleton<RegistryZones>();
        services.AddSingleton(provider => provider.GetRequiredService<RegistryZones>().Publisher);
        services.AddSingleton(DnsOptions(configuration.Settings.Dns));
        services.AddSingleton(provider => new DnsServer(
            provider.GetRequiredService<ZonePublisher>(),
            provider.GetRequiredService<DnsServerOptions>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IAnswerExplainer>(provider => new QueryExplainer(
            provider.GetRequiredService<ZonePublisher>(),
            new ResponseLimits((ushort)configuration.Settings.Dns.MaxUdpPayloadOctets),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new ServiceRegistry(
            provider.GetRequiredService<RegistryZones>().Directory,
            store(provider.GetRequiredService<ILoggerFactory>()),
            RegistryOptions(configuration.Settings),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<ServiceRegistry>>()));

        services.AddHostedService<DnsListener>();
        services.AddSingleton<RegistryLife>().AddHostedService(provider => provider.GetRequiredService<RegistryLife>());
        services.AddHostedService<ReloadOnHangup>().AddHostedService<TokenReload>();
        services.AddSingleton<TlsCertificates>().AddHostedService(provider => provider.GetRequiredService<TlsCertificates>());
        services.AddSingleton<MetricsExport>().AddHostedService(provider => provider.GetRequiredService<MetricsExport>());
    }

    private static DnsServerOptions DnsOptions(DnsSettings dns) => new()
    {
        Listen = dns.Listen,
        MaxUdpPayloadOctets = (ushort)dns.MaxUdpPayloadOctets,
        UdpWorkers = dns.UdpWorkers,
        MaxTcpConnections = dns.TcpMaxConnections,
        MaxTcpConnectionsPerClient = dns.TcpMaxConnectionsPerClient,
        TcpIdle = TimeSpan.FromSeconds(dns.TcpIdleSeconds),
    };

    private static RegistryOptions RegistryOptions(ServerSettings settings) => new()
    {
        Suffixes = settings.Dns.Suffixes,
        DefaultLeaseSeconds = settings.Leases.DefaultSeconds,
        Guard = settings.Leases.Guard,
        Flapping = settings.Leases.Flapping,
        MaxInstances = settings.Limits.Instances,
        MaxInstancesPerService = settings.Limits.InstancesPerService,
        MaxOverrides = settings.Limits.Overrides,
        DefaultTtlSeconds = settings.Dns.DefaultTtlSeconds,
        MaxWaitingChanges = settings.Limits.WaitingChanges,
        CommitInterval = s_commitInterval,
        StreamCommitInterval = s_streamCommitInterval,
        ChangesKept = settings.Limits.ChangesKept,
        ChangeOctetsKept = settings.Limits.ChangesKept * OctetsPerChange,
        AnnounceInterval = s_announceInterval,
        AreChecksMade = settings.Checks.Enabled,
        CheckNetworks = settings.Checks.Allow,
        BeginConnect = NonBlockingConnect.IsSupported ? NonBlockingConnect.Begin : null,
        PulseInterval = s_pulseInterval,
    };
}
