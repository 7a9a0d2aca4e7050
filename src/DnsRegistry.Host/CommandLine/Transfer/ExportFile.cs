namespace DnsRegistry.Host.CommandLine.Transfer;

/// <summary>
/// Where an export goes. A file gets its name at the end: an export that fails leaves the one before as it was, which may be the only
/// backup there is.
/// </summary>
internal sealed class ExportFile : IAsyncDisposable
{
    private readonly string? _path;
    private readonly string? _temporary;

    /// <summary>Opens it.</summary>
    /// <param name="path">The file; null is standard output.</param>
    public ExportFile(string? path)
    {
        _path = path;
        _temporary = path is null ? null : path + ".part";
        Output = _temporary is null ? Console.OpenStandardOutput() : File.Create(_temporary);
    }

    /// <summary>Takes the lines.</summary>
    public Stream Output { get; }

    /// <summary>Whether there is anything in the file.</summary>
    public bool HasContent => _temporary is null || Output.Length > 0;

    /// <summary>Puts the file on the disk, and then in the place of the former one.</summary>
    public async Task KeepAsync()
    {
        if (Output is FileStream file)
            file.Flush(flushToDisk: true);
        await Output.DisposeAsync();
        if (_temporary is not null)
            File.Move(_temporary, _path!, overwrite: true);
    }

    /// <summary>Closes it; a file that was not kept is gone.</summary>
    public async ValueTask DisposeAsync()
    {
        await Output.DisposeAsync();
        if (_temporary is not null)
            File.Delete(_temporary);
    }
}
