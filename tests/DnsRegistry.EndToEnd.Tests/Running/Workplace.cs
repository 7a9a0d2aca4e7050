namespace DnsRegistry.EndToEnd.Tests.Running;

/// <summary>A folder in which servers of one test run: empty configuration, no zones, data that outlives the process.</summary>
internal sealed class Workplace : IDisposable
{
    public Workplace() => Directory.CreateDirectory(Zones);

    public string Root { get; } = Directory.CreateTempSubdirectory("dnsregistry-test-").FullName;

    public string Zones => Path.Combine(Root, "zones");

    public string Configuration => Path.Combine(Root, "dnsregistry.json");

    public void WriteConfiguration(string json) => File.WriteAllText(Configuration, json);

    public void WriteZone(string name, string text) => File.WriteAllText(Path.Combine(Zones, name), text);

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
