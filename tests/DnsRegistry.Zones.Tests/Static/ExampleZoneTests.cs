using DnsRegistry.Testing;
using DnsRegistry.Wire.Names;
using DnsRegistry.Wire.Records;
using DnsRegistry.Zones.Static;

namespace DnsRegistry.Zones.Tests.Static;

public class ExampleZoneTests
{
    [Theory]
    [InlineData("www.example.test.", RecordType.A, 3)]
    [InlineData("x.apps.example.test.", RecordType.A, 3)]
    [InlineData("docs.apps.example.test.", RecordType.A, 1)]
    [InlineData("ns1.example.test.", RecordType.Aaaa, 1)]
    [InlineData("_sip._tcp.example.test.", RecordType.Srv, 1)]
    [InlineData("web.example.test.", RecordType.Https, 1)]
    public void Zone_files_of_the_repository_load_and_answer(string name, RecordType type, int answers)
    {
        ZoneFolderResult loaded = ZoneFolder.Load(Path.Combine(AppContext.BaseDirectory, "zones"), new HashSet<DomainName>());
        Assert.True(loaded.IsSuccess, string.Join(Environment.NewLine, loaded.Faults));

        Reply reply = new DnsServerUnderTest([.. loaded.Zones]).Ask(name, type);

        Assert.Equal(answers, reply.Answer.Count);
    }
}
