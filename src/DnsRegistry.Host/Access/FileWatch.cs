namespace DnsRegistry.Host.Access;

/// <summary>
/// Sees that files have changed by looking at them once a second. That works on every file system and costs an idle server
/// nothing that could be measured.
/// </summary>
internal sealed class FileWatch : IDisposable
{
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(1);

    private readonly string[] _paths;
    private readonly Action _changed;
    private readonly ITimer _timer;
    private readonly Lock _oneAtATime = new();
    private (DateTime Written, long Octets)[] _seen;

    /// <summary>Begins to watch.</summary>
    /// <param name="paths">The files; one that is not there may come.</param>
    /// <param name="changed">Told of a change of any of them.</param>
    /// <param name="time">The clock.</param>
    public FileWatch(IEnumerable<string> paths, Action changed, TimeProvider time)
    {
        _paths = [.. paths];
        _changed = changed;
        _seen = Look();
        _timer = time.CreateTimer(_ => Compare(), null, s_interval, s_interval);
    }

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    private void Compare()
    {
        if (!_oneAtATime.TryEnter())
            return;

        try
        {
            (DateTime Written, long Octets)[] now = Look();
            if (now.SequenceEqual(_seen))
                return;

            _seen = now;
            _changed();
        }
        finally
        {
            _oneAtATime.Exit();
        }
    }

    private (DateTime Written, long Octets)[] Look() => [.. _paths.Select(Look)];

    /// <summary>Looks through links: certificates are often replaced by turning a link elsewhere.</summary>
    private static (DateTime Written, long Octets) Look(string path)
    {
        // Asked first, since one that may come would cost an exception each second.
        if (!File.Exists(path))
            return default;

        try
        {
            var file = new FileInfo(File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path);
            return (file.LastWriteTimeUtc, file.Length);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return default; // it has gone, or what it links to
        }
    }
}
