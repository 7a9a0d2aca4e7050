using System.Net;
using System.Net.Sockets;
using DnsRegistry.Host.Configuration;
using DnsRegistry.Registry.Storage;
using DnsRegistry.Server;
using DnsRegistry.Storage.LiteDb;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Hosting.Systemd;

namespace DnsRegistry.Host.Composition;

/// <summary>The server from the moment that it answers to the moment that it has stopped.</summary>
internal sealed partial class RunningServer : IAsyncDisposable
{
    private readonly WebApplication _application;

    // Not before all is loaded, which has a way of its own to go without collections.
    private readonly CollectionPace? _collections = CollectionPace.Begin();

    private RunningServer(WebApplication application) => _application = application;

    /// <summary>What operators and their scripts wait for: the addresses that were really bound.</summary>
    public string ReadyLine
    {
        get
        {
            IEnumerable<IPEndPoint> dns = _application.Services.GetRequiredService<DnsServer>().Bound;
            IEnumerable<string> http = _application.Services.GetRequiredService<IServer>().Features
                .GetRequiredFeature<IServerAddressesFeature>().Addresses.Select(url => new Uri(url).Authority);
            return $"dnsregistry ready dns={string.Join(',', dns)} http={string.Join(',', http)}";
        }
    }

    /// <summary>Starts everything. It ends when DNS and HTTP answer and the registrations are loaded.</summary>
    /// <exception cref="StartException">Something is in the way; the message says what.</exception>
    public static async Task<RunningServer> StartAsync(ServerArguments arguments, LoadedConfiguration configuration)
    {
        // Either takes a good part of a start, and neither knows of the other.
        Task<LiteDbStore> opening = Task.Run(() => OpenStore(configuration.Settings.DataFolder));
        WebApplication application = ServerComposition.Build(arguments, configuration, loggers => Told(opening, loggers));
        try
        {
            await application.StartAsync();
        }
        catch (Exception exception)
        {
            await application.DisposeAsync();

            // Kestrel says which address it is in its message.
            if (exception is IOException or SocketException)
                throw new StartException($"cannot answer HTTP: {exception.Message}", exception);
            throw;
        }

        ILogger logger = application.Services.GetRequiredService<ILogger<RunningServer>>();
        foreach (string notice in (await opening).Notices)
            LogNotice(logger, notice);
        new SystemdNotifier().Notify(ServiceState.Ready);
        return new RunningServer(application);
    }

    /// <summary>Waits until it is told to stop, then stops: no new requests, those in flight answered, everything written.</summary>
    /// <returns>Whether it stopped because it was asked to.</returns>
    public async Task<bool> WaitForStopAsync()
    {
        await _application.WaitForShutdownAsync();
        return !_application.Services.GetRequiredService<RegistryLife>().HasFailed;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _collections?.Dispose();
        return _application.DisposeAsync();
    }

    /// <summary>The store, which from now on tells the operator what goes wrong in it.</summary>
    private static LiteDbStore Told(Task<LiteDbStore> opening, ILoggerFactory loggers)
    {
        LiteDbStore store = opening.GetAwaiter().GetResult();
        store.Logger = loggers.CreateLogger<LiteDbStore>();
        return store;
    }

    private static LiteDbStore OpenStore(string folder)
    {
        try
        {
            return LiteDbStore.Open(folder);
        }
        catch (StoreException exception)
        {
            throw new StartException(exception.Message, exception);
        }
    }
}
