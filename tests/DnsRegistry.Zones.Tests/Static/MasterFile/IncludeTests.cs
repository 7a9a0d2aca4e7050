using DnsRegistry.Zones.Static.MasterFile;

namespace DnsRegistry.Zones.Tests.Static.MasterFile;

public sealed class IncludeTests : IDisposable
{
    private const string Head = "@ 3600 IN SOA ns hostmaster 7 7200 900 1209600 60\n@ 3600 IN NS ns\n";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact] // RFC 1035 §5.1
    public void An_included_file_is_relative_to_the_one_that_includes_it_and_may_have_an_origin_of_its_own()
    {
        _folder.CreateSubdirectory("parts");
        Write("parts/inner.inc", "x A 192.0.2.3\n$ORIGIN elsewhere.test.\n");
        Write("parts/hosts.inc", "$INCLUDE inner.inc in\na A 192.0.2.1\n  A 192.0.2.2\n");

        MasterFileResult read = Read(
            "example.test.zone", Head + "b 60 A 192.0.2.9\n$INCLUDE parts/hosts.inc sub\n  TXT b\nc A 192.0.2.4\n");

        Assert.Equal(
            ["b", "x.in.sub", "a.sub", "b", "c"],
            read.Content!.RRsets.Skip(2).Select(rrset => rrset.Owner.ToString().Replace(".example.test.", "", StringComparison.Ordinal)));
    }

    [Fact]
    public void Faults_of_an_included_file_carry_its_name()
    {
        Write("hosts.inc", "\na A nonsense\n");

        ZoneFileFault fault = Assert.Single(Read("example.test.zone", Head + "$INCLUDE hosts.inc\n").Faults);

        Assert.Equal((2, 5), (fault.Line, fault.Column));
        Assert.EndsWith("hosts.inc", fault.File, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_includes_itself_through_another_is_a_fault()
    {
        Write("a.inc", "$INCLUDE b.inc\n");
        Write("b.inc", "$INCLUDE a.inc\n");

        ZoneFileFault fault = Assert.Single(Read("example.test.zone", Head + "$INCLUDE a.inc\n").Faults);

        Assert.Contains("'a.inc' includes itself", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_within_files_have_a_limit()
    {
        for (int i = 0; i < 30; i++)
            Write($"{i}.inc", $"$INCLUDE {i + 1}.inc\n");

        ZoneFileFault fault = Assert.Single(Read("example.test.zone", Head + "$INCLUDE 0.inc\n").Faults);

        Assert.Contains("more than 10 files", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_text_is_a_fault()
    {
        string path = Path.Combine(_folder.FullName, "example.test.zone");
        File.WriteAllBytes(path, [0x40, 0xFF, 0xFE]);

        Assert.Contains("UTF-8", Assert.Single(MasterFileReader.Read(path).Faults).Message, StringComparison.Ordinal);
    }

    private MasterFileResult Read(string name, string text)
    {
        Write(name, text);
        return MasterFileReader.Read(Path.Combine(_folder.FullName, name));
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder.FullName, name), text);
}
