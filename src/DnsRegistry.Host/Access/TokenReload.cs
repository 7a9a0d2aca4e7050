using DnsRegistry.Api.Access;
using DnsRegistry.Host.Configuration;

namespace DnsRegistry.Host.Access;

/// <summary>Notices by itself when <c>dnsregistry token</c> has made or revoked tokens. A damaged file changes nothing.</summary>
/// <param name="started">Where the data folder is.</param>
/// <param name="tokens">Takes the tokens.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">For operators.</param>
internal sealed partial class TokenReload(
    LoadedConfiguration started, AccessTokens tokens, TimeProvider time, ILogger<TokenReload> logger) : IHostedService, IDisposable
{
    private FileWatch? _watch;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _watch = new FileWatch([TokenFile.PathIn(started.Settings.DataFolder)], Reload, time);
        Reload();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public void Dispose() => _watch?.Dispose();

    private void Reload()
    {
        var faults = new List<SettingFault>();
        IReadOnlyList<AccessToken> next = TokenFile.Read(started.Settings.DataFolder, faults);
        foreach (SettingFault fault in faults)
            LogFault(logger, fault.ToString());
        if (faults.Count > 0)
        {
            LogRefused(logger);
            return;
        }

        tokens.Replace(next);
        LogReloaded(logger, next.Count);
    }
}
