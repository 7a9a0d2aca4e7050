namespace DnsRegistry.Storage.LiteDb.Tests;

/// <summary>A folder that is gone after the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("dnsregistry-").FullName;

    public string Database => System.IO.Path.Combine(Path, "registry.db");

    public string Log => System.IO.Path.Combine(Path, "registry.log");

    /// <summary>The file of the journal that the first commits of a new store go to.</summary>
    public string Journal => JournalFile(1);

    public string JournalFile(int number) => System.IO.Path.Combine(Path, $"registry.journal-{number}");

    /// <summary>A folder with a copy of all files, as another process or a restored backup would see them.</summary>
    public TemporaryFolder Copy()
    {
        var copy = new TemporaryFolder();
        foreach (string file in Directory.EnumerateFiles(Path))
        {
            if (System.IO.Path.GetFileName(file) != "registry.lock")
                File.Copy(file, System.IO.Path.Combine(copy.Path, System.IO.Path.GetFileName(file)));
        }

        return copy;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
