using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace DnsRegistry.Host.Metrics;

/// <summary>
/// <c>/metrics</c>: what every room measures, as Prometheus reads it. It is put together beside the start, not in it.
/// </summary>
/// <remarks>
/// The meter of ASP.NET's hosting is not among the sources on purpose: to measure each request would cost each request.
/// </remarks>
internal sealed class MetricsExport : IHostedLifecycleService, IDisposable
{
    /// <summary>Where metrics are found.</summary>
    public const string Path = "/metrics";

    /// <summary>
    /// Measuring it would cost each connection 200 octets for as long as it lives, and there may be ten thousand that watch.
    /// </summary>
    private const string ConnectionDuration = "kestrel.connection.duration";

    /// <summary>
    /// Series of one metric, at most. None of ours has more than a score of them, and room is kept for them all from the
    /// start: as much as 170 KiB a metric with the 2,000 of OpenTelemetry, 11 MiB together.
    /// </summary>
    private static readonly MetricStreamConfiguration s_few = new() { CardinalityLimit = 100 };

    private static readonly string[] s_meters = ["DnsRegistry*", "System.Runtime", "Microsoft.AspNetCore.Server.Kestrel"];

    private readonly Lazy<MeterProvider> _provider = new(CreateProvider);
    private readonly Lazy<RequestDelegate> _page;

    /// <summary>An export that measures nothing before the server has started, or somebody asks.</summary>
    public MetricsExport(IServiceProvider services) => _page = new Lazy<RequestDelegate>(() => CreatePage(services));

    /// <summary>Answers with all metrics, but not on the thread that receives: they are many, and may still have to be put together.</summary>
    public async Task WriteAsync(HttpContext context)
    {
        await Task.Yield();
        await _page.Value(context);
    }

    /// <inheritdoc/>
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        _ = Task.Run(() => _page.Value, CancellationToken.None);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_provider.IsValueCreated)
            _provider.Value.Dispose();
    }

    private static MeterProvider CreateProvider() => Sdk.CreateMeterProviderBuilder()
        .ConfigureResource(resource => resource.Clear().AddService("dnsregistry", autoGenerateServiceInstanceId: false))
        .AddMeter(s_meters)
        .AddView(instrument => instrument.Name == ConnectionDuration ? MetricStreamConfiguration.Drop : s_few)
        .AddPrometheusExporter(exporter => exporter.ScrapeResponseCacheDurationMilliseconds = 0)
        .Build();

    private RequestDelegate CreatePage(IServiceProvider services)
    {
        var page = new ApplicationBuilder(services);
        page.UseOpenTelemetryPrometheusScrapingEndpoint(
            _provider.Value, predicate: static _ => true, path: null, configureBranchedPipeline: null, optionsName: null);
        return page.Build();
    }
}
