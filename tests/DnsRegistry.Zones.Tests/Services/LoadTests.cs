using System.Text;
using DnsRegistry.Testing;
using DnsRegistry.Wire.Names;
using DnsRegistry.Wire.Records;
using DnsRegistry.Zones.Services;

namespace DnsRegistry.Zones.Tests.Services;

/// <summary>Loading takes services in side by side; what is answered then is what one change after the other would have made.</summary>
public class LoadTests
{
    private const int Services = 8_000;
    private const int AtPlace = 3;

    [Fact]
    public void Services_that_several_threads_load_at_once_are_all_there_and_can_all_go()
    {
        (ServiceDirectory directory, DnsServerUnderTest server) = Begin();

        (EndpointPlace Place, Endpoint[] Endpoints)[][] services =
        [
            .. Enumerable.Range(0, Services).Select(service => ZonesOf(service).Select(zone => (
                PlaceOf(service, zone), Enumerable.Range(0, AtPlace).Select(n => EndpointOf(service, zone, n)).ToArray())).ToArray()),
        ];
        directory.Reserve(Services, Services * AtPlace);
        Parallel.ForEach(services, new ParallelOptions { MaxDegreeOfParallelism = 8 }, places =>
        {
            foreach ((EndpointPlace place, Endpoint[] endpoints) in places)
                directory.Load(place, endpoints);
        });
        directory.MarkLoaded();

        AssertAnswersAll(server);
        foreach ((EndpointPlace place, Endpoint[] endpoints) in services.SelectMany(places => places))
        {
            Assert.Equal(Rcode.NoError, server.Ask($"{place.Zone}.svc.", RecordType.A).Rcode);
            foreach (Endpoint endpoint in endpoints)
                directory.Apply(new EndpointChange(place.Service, place, endpoint, null, null));
        }

        Assert.Equal(Rcode.NXDomain, server.Ask("z0.svc.", RecordType.A).Rcode);
        Assert.Equal(Rcode.NXDomain, server.Ask("z1.svc.", RecordType.A).Rcode);
        Assert.Equal(Rcode.NXDomain, server.Ask("0.10.in-addr.arpa.", RecordType.Ptr).Rcode);
    }

    [Fact]
    public void What_was_loaded_changes_as_if_it_had_come_one_by_one()
    {
        (ServiceDirectory directory, DnsServerUnderTest server) = Begin();
        directory.Load(PlaceOf(7, "z0"), [EndpointOf(7, "z0", 0), EndpointOf(7, "z0", 1)]);
        directory.MarkLoaded();

        directory.Apply(new EndpointChange("s7", PlaceOf(7, "z0"), EndpointOf(7, "z0", 0), null, null));
        Assert.Equal(["10.0.7.1"], server.Ask("s7.z0.svc.", RecordType.A).Answer.Select(record => record.Data));
        directory.Apply(new EndpointChange("s7", PlaceOf(7, "z0"), EndpointOf(7, "z0", 1), null, null));
        Assert.Equal(Rcode.NXDomain, server.Ask("z0.svc.", RecordType.A).Rcode);
    }

    private static (ServiceDirectory Directory, DnsServerUnderTest Server) Begin()
    {
        DomainName suffix = DomainName.Parse("svc.");
        var identity = new ZoneIdentity(suffix, []);
        var reverse = new ReverseDirectory(suffix);
        var directory = new ServiceDirectory(AnswerPolicy.Default, reverse);
        return (directory, new DnsServerUnderTest(
            new ServiceZone(suffix, identity, directory),
            new ReverseZone(DomainName.Parse("10.in-addr.arpa."), identity, directory, reverse)));
    }

    private static void AssertAnswersAll(DnsServerUnderTest server)
    {
        for (int service = 0; service < Services; service++)
        {
            foreach (string zone in ZonesOf(service))
            {
                IEnumerable<string> addresses = server.Ask($"s{service}.{zone}.svc.", RecordType.A).Answer.Select(record => record.Data);
                Assert.Equal(Enumerable.Range(0, AtPlace).Select(n => AddressOf(service, zone, n)), addresses.Order(StringComparer.Ordinal));
            }

            string[] octets = AddressOf(service, "z0", 1).Split('.');
            ReplyRecord name = Assert.Single(
                server.Ask($"{octets[3]}.{octets[2]}.{octets[1]}.10.in-addr.arpa.", RecordType.Ptr).Answer);
            Assert.Equal($"i1.v1.g.s{service}.z0.svc.", name.Data);
        }

        Assert.Equal(Rcode.NoError, server.Ask("z0.svc.", RecordType.A).Rcode);
        Assert.Equal(Rcode.NXDomain, server.Ask($"s{Services}.z0.svc.", RecordType.A).Rcode);
    }

    /// <summary>Every second service stands in two zones.</summary>
    private static string[] ZonesOf(int service) => service % 2 == 0 ? ["z0"] : ["z0", "z1"];

    private static EndpointPlace PlaceOf(int service, string zone) => new($"s{service}", zone, "g", "v1");

    private static string AddressOf(int service, string zone, int n) =>
        $"10.{service >> 8}.{service & 0xFF}.{(zone == "z0" ? 0 : 100) + n}";

    private static Endpoint EndpointOf(int service, string zone, int n) => new(
        Encoding.ASCII.GetBytes($"i{n}"), [.. AddressOf(service, zone, n).Split('.').Select(byte.Parse)], [], [], [], new Forever())
    {
        Port = 80,
        Weight = 100,
        IsPassing = true,
    };
}
