using System.Runtime.InteropServices;
using DnsRegistry.Api.Access;
using DnsRegistry.Host.Configuration;
using DnsRegistry.Host.Tls;
using DnsRegistry.Registry;
using DnsRegistry.Registry.Storage;

namespace DnsRegistry.Host.Composition;

/// <summary>
/// SIGHUP: reads configuration, tokens, certificates and zone files again. Everything good is applied, or with a single fault
/// nothing.
/// </summary>
/// <param name="arguments">The command line, which a reload starts from again.</param>
/// <param name="started">The configuration that the server was started with.</param>
/// <param name="zones">Takes the zones of the files.</param>
/// <param name="tokens">Takes the tokens.</param>
/// <param name="certificates">Read their files themselves.</param>
/// <param name="registry">Moves the serial when records over its names have changed.</param>
/// <param name="logger">For operators.</param>
internal sealed partial class ReloadOnHangup(
    ServerArguments arguments,
    LoadedConfiguration started,
    RegistryZones zones,
    AccessTokens tokens,
    TlsCertificates certificates,
    ServiceRegistry registry,
    ILogger<ReloadOnHangup> logger)
    : IHostedService, IDisposable
{
    /// <summary>What takes effect with a reload.</summary>
    private static readonly HashSet<string> s_reloadable = [SettingTable.ZoneFiles, SettingTable.Zones, SettingTable.DnsTrustedResolvers];

    private readonly Lock _oneAtATime = new();
    private PosixSignalRegistration? _registration;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _registration = PosixSignalRegistration.Create(PosixSignal.SIGHUP, context =>
        {
            context.Cancel = true;
            Reload();
        });
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public void Dispose() => _registration?.Dispose();

    /// <summary>Reads everything again, and applies it if all of it is good.</summary>
    internal void Reload()
    {
        lock (_oneAtATime)
        {
            var faults = new List<string>();
            LoadedConfiguration? next = LoadedConfiguration.Load(arguments, faults, started.OwnZones);
            foreach (string fault in faults)
                LogFault(logger, fault);
            if (next is null)
            {
                LogRefused(logger, faults.Count);
                return;
            }

            foreach (string key in ChangedKeys(started.Values, next.Values).Where(key => !s_reloadable.Contains(key)))
                LogNeedsRestart(logger, key);

            tokens.Replace(next.Tokens);
            certificates.Reload();
            if (zones.Replace(next))
                _ = MoveSerialAsync();
            LogReloaded(logger, next.Zones.Zones.Count + next.Zones.Overlays.Count);
        }
    }

    private async Task MoveSerialAsync()
    {
        try
        {
            await registry.MoveSerialAsync(CancellationToken.None);
        }
        catch (StoreException)
        {
            // The registry has told the operator; the next change that can be kept moves the serial.
        }
    }

    private static IEnumerable<string> ChangedKeys(IReadOnlyDictionary<string, string> former, IReadOnlyDictionary<string, string> next) =>
        former.Keys.Union(next.Keys).Where(key => former.GetValueOrDefault(key) != next.GetValueOrDefault(key)).Order();
}
