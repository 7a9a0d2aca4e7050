using DnsRegistry.Wire.Names;
using DnsRegistry.Zones.Static;

namespace DnsRegistry.Zones.Tests.Static;

public sealed class ZoneFolderTests : IDisposable
{
    private const string Zone = "@ 3600 IN SOA ns hostmaster 7 7200 900 1209600 60\n@ 3600 IN NS ns\n";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_folder_that_does_not_exist_has_no_zones()
    {
        ZoneFolderResult loaded = ZoneFolder.Load(Path.Combine(_folder.FullName, "none"), new HashSet<DomainName>());

        Assert.True(loaded.IsSuccess);
        Assert.Empty(loaded.Zones);
    }

    [Fact]
    public void Zone_files_become_zones_and_files_of_suffixes_overlays()
    {
        Write("one.test.zone", Zone);
        Write("svc.zone", "gateway 60 A 192.0.2.1\n");
        Write("part.inc", "not a zone file");

        ZoneFolderResult loaded = Load();

        Assert.Equal(["one.test."], loaded.Zones.Select(zone => zone.Apex.ToString()));
        Assert.Equal(["svc."], loaded.Overlays.Select(overlay => overlay.Apex.ToString()));
    }

    [Fact]
    public void One_bad_file_leaves_no_zone_at_all_and_the_faults_of_all_files()
    {
        Write("good.test.zone", Zone);
        Write("bad.test.zone", Zone + "a 60 A x\n");
        Write("worse.test.zone", "a 60 A 192.0.2.1\n");

        ZoneFolderResult loaded = Load();

        Assert.False(loaded.IsSuccess);
        Assert.Empty(loaded.Zones);
        Assert.Equal(["bad.test.zone", "worse.test.zone"], loaded.Faults.Select(fault => Path.GetFileName(fault.File)));
    }

    [Fact]
    public void Two_files_with_one_apex_are_a_fault()
    {
        Write("a.zone", "$ORIGIN one.test.\n" + Zone);
        Write("b.zone", "$ORIGIN one.test.\n" + Zone);

        Assert.Contains("one.test. is already in", Assert.Single(Load().Faults).Message, StringComparison.Ordinal);
    }

    private ZoneFolderResult Load() => ZoneFolder.Load(_folder.FullName, new HashSet<DomainName> { DomainName.Parse("svc.") });

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder.FullName, name), text);
}
