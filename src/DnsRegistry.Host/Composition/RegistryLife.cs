using DnsRegistry.Registry;
using DnsRegistry.Registry.Storage;

namespace DnsRegistry.Host.Composition;

/// <summary>
/// Lets the registry load while DNS and HTTP come up, and holds the start back until it has. The container closes it at
/// the end, when no request is under way any more.
/// </summary>
/// <param name="registry">The registry.</param>
/// <param name="lifetime">Stops the process should the registry ever fail.</param>
/// <param name="logger">For operators.</param>
internal sealed partial class RegistryLife(
    ServiceRegistry registry, IHostApplicationLifetime lifetime, ILogger<RegistryLife> logger) : IHostedLifecycleService
{
    private Task _running = Task.CompletedTask;

    /// <summary>Whether the registry stopped although nobody asked it to.</summary>
    public bool HasFailed { get; private set; }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _running = registry.RunAsync(lifetime.ApplicationStopping);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    /// <exception cref="StartException">What is stored cannot be loaded.</exception>
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        try
        {
            await await Task.WhenAny(_running, registry.FlushAsync(cancellationToken));
        }
        catch (StoreException exception)
        {
            throw new StartException(exception.Message, exception);
        }

        _ = StopWhenRegistryFailsAsync();
    }

    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Without its writer the server would go on answering what was true once: better no server than that one.</summary>
    private async Task StopWhenRegistryFailsAsync()
    {
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_running.Exception?.InnerException is not Exception failure)
            return;

        HasFailed = true;
        LogFailed(logger, failure);
        lifetime.StopApplication();
    }
}
