using System.Net;
using System.Text;
using DnsRegistry.Api.Registrations;
using DnsRegistry.Registry;
using DnsRegistry.Registry.Instances;
using DnsRegistry.Registry.Validation;
using DnsRegistry.Wire.Names;

namespace DnsRegistry.Api.Tests.Registrations;

public sealed class RegistrationReaderTests
{
    private static readonly InstanceKey s_key = new("web", "a");

    [Fact]
    public void A_body_with_everything_is_read_whole()
    {
        Registration read = ReadValid("""
            {"zone":"Z1","group":"g1","version":"V1.2","addresses":["10.0.0.7","fd00::7"],"port":8080,
             "ports":{"GRPC":9090,"dns":{"port":53,"protocol":"udp"}},"weight":7,"leaseSeconds":60,
             "static":true,"metadata":{"rack":"r7","Tier":"é"},
             "check":{"tcp":"10.0.0.7:8080","intervalSeconds":5}}
            """);

        Assert.Equal(s_key, read.Key);
        Assert.Equal(("z1", "g1", "v1.2"), (read.Zone, read.Group, read.Version));
        Assert.Equal([IPAddress.Parse("10.0.0.7"), IPAddress.Parse("fd00::7")], read.Addresses);
        Assert.Equal(8080, read.Port);
        Assert.Equal([new NamedPort("grpc", 9090, PortProtocol.Tcp), new NamedPort("dns", 53, PortProtocol.Udp)], read.Ports);
        Assert.Equal((7, 60, true), (read.Weight, read.LeaseSeconds, read.IsStatic));
        Assert.Equal([new("rack", "r7"), new("Tier", "é")], read.Metadata);
        Assert.Equal(new HealthCheck(HealthCheckKind.Tcp, "10.0.0.7:8080", 5), read.Check);
    }

    [Fact]
    public void What_is_left_out_has_its_default()
    {
        Registration read = ReadValid("""{"addresses":["10.0.0.7"]}""");

        Assert.Equal(("default", "default", "default"), (read.Zone, read.Group, read.Version));
        Assert.Equal((0, 100, 45, false), (read.Port, read.Weight, read.LeaseSeconds, read.IsStatic));
        Assert.Null(read.Host);
        Assert.Null(read.Check);
        Assert.Empty(read.Ports);
        Assert.Empty(read.Metadata);
    }

    [Fact]
    public void A_host_stands_for_addresses() =>
        Assert.Equal(DomainName.Parse("db.example.test."), ReadValid("""{"host":"DB.example.test"}""").Host);

    [Fact]
    public void Escaped_names_and_values_are_the_same_as_plain_ones() =>
        Assert.Equal("z1", ReadValid("""{"\u007aone":"\u007A1","addresses":["10.0.0.7"]}""").Zone);

    [Theory]
    [InlineData("""{"zone":7}""", "zone: must be a string, not a number")]
    [InlineData("""{"zone":"a b"}""", "zone: 'a b' may hold only letters, digits and inner hyphens")]
    [InlineData("""{"zone":"any"}""", "zone: 'any' is reserved")]
    [InlineData("""{"zone":"\u212a8s"}""", "zone: '\u212A8s' may hold only letters, digits and inner hyphens")]
    [InlineData("""{"group":null}""", "group: must not be null; leave it out instead")]
    [InlineData("""{"version":["v1"]}""", "version: must be a string, not a list")]
    [InlineData("""{"version":"1..2"}""", "version: '1..2' has two dots in a row")]
    [InlineData("""{"version":"\ud800"}""", "version: escapes one half of a surrogate pair without the other")]
    [InlineData("""{"port":"8080"}""", "port: must be a number, not a string")]
    [InlineData("""{"port":0}""", "port: must be a whole number from 1 to 65535")]
    [InlineData("""{"port":-1}""", "port: must be a whole number from 1 to 65535")]
    [InlineData("""{"port":65536}""", "port: must be a whole number from 1 to 65535")]
    [InlineData("""{"port":99999999999999999999}""", "port: must be a whole number from 1 to 65535")]
    [InlineData("""{"port":80.5}""", "port: must be a whole number, written without fraction and exponent")]
    [InlineData("""{"port":8e1}""", "port: must be a whole number, written without fraction and exponent")]
    [InlineData("""{"weight":0}""", "weight: must be a whole number from 1 to 65535")]
    [InlineData("""{"weight":-99999999999999999999}""", "weight: must be a whole number from 1 to 65535")]
    [InlineData("""{"leaseSeconds":1}""", "leaseSeconds: must be a whole number from 2 to 86400")]
    [InlineData("""{"leaseSeconds":86401}""", "leaseSeconds: must be a whole number from 2 to 86400")]
    [InlineData("""{"static":"yes"}""", "static: must be true or false, not a string")]
    [InlineData("""{"ports":[]}""", "ports: must be an object, not a list")]
    [InlineData("""{"ports":{"grpc":"9090"}}""", "ports.grpc: must be a port number or an object, not a string")]
    [InlineData("""{"ports":{"grpc":0}}""", "ports.grpc: must be a whole number from 1 to 65535")]
    [InlineData("""{"ports":{"grpc":null}}""", "ports.grpc: must be a port number or an object, not null")]
    [InlineData("""{"ports":{"grpc":{}}}""", "ports.grpc.port: is missing")]
    [InlineData("""{"ports":{"grpc":{"port":null}}}""", "ports.grpc.port: must not be null; leave it out instead")]
    [InlineData("""{"ports":{"grpc":{"port":70000}}}""", "ports.grpc.port: must be a whole number from 1 to 65535")]
    [InlineData("""{"ports":{"dns":{"port":53,"protocol":"sctp"}}}""", "ports.dns.protocol: 'sctp' is neither 'tcp' nor 'udp'")]
    [InlineData("""{"ports":{"dns":{"port":53,"proto":"udp"}}}""", "ports.dns.proto: is not a known field; known are port, protocol")]
    [InlineData("""{"ports":{"dns":53,"DNS":54}}""", "ports.DNS: is given twice")]
    [InlineData("""{"ports":{"default":53}}""", "ports.default: 'default' is reserved for the main port")]
    [InlineData("""{"metadata":"x"}""", "metadata: must be an object, not a string")]
    [InlineData("""{"metadata":{"rack":7}}""", "metadata.rack: must be a string, not a number")]
    [InlineData("""{"metadata":{"rack":"a","rack":"b"}}""", "metadata.rack: is given twice")]
    [InlineData("""{"metadata":{"a=b":"c"}}""", "metadata.a=b: a key must not be empty and must not contain '=' (RFC 6763 §6.4)")]
    [InlineData("""{"metadata":{"\udc00":"c"}}""", "metadata: has a key that escapes one half of a surrogate pair without the other")]
    [InlineData("""{"check":true}""", "check: must be an object, not true or false")]
    [InlineData("""{"check":{}}""", "check: needs exactly one of tcp, http and grpc")]
    [InlineData("""{"check":{"tcp":"a:1","grpc":"a:1"}}""", "check: needs exactly one of tcp, http and grpc")]
    [InlineData("""{"check":{"tcp":"a"}}""", "check.tcp: 'a' has no port; write host:port")]
    [InlineData("""{"check":{"tcp":"a:1","intervalSeconds":0}}""", "check.intervalSeconds: must be a whole number from 1 to 3600")]
    [InlineData("""{"check":{"tcp":"a:1","timeoutSeconds":0}}""", "check.timeoutSeconds: must be a whole number from 1 to 60")]
    [InlineData("""{"check":{"tcp":"a:1","intervalSeconds":5,"timeoutSeconds":6}}""",
        "check.timeoutSeconds: must not be more than intervalSeconds, which is 5")]
    [InlineData("""{"check":{"tcp":"a:1","failures":0}}""", "check.failures: must be a whole number from 1 to 10")]
    [InlineData("""{"check":{"tcp":"a:1","passes":11}}""", "check.passes: must be a whole number from 1 to 10")]
    [InlineData("""{"check":{"tcp":"a:1","intervalSeconds":"5"}}""", "check.intervalSeconds: must be a number, not a string")]
    [InlineData("""{"wieght":5}""", "wieght: is not a known field; did you mean 'weight'?")]
    [InlineData("""{"leaseseconds":5}""", "leaseseconds: is not a known field; did you mean 'leaseSeconds'?")]
    [InlineData("""{"zone":"a","zone":"a"}""", "zone: is given twice")]
    [InlineData("""{"service":"web"}""", "service: is named by the path and must not stand in the body")]
    [InlineData("""{"id":"a"}""", "id: is named by the path and must not stand in the body")]
    public void One_fault_is_told_once(string fields, string fault)
    {
        string body = fields[..^1] + ",\"addresses\":[\"10.0.0.7\"]}";

        Assert.Equal([fault], ReadFaults(body));
    }

    [Theory]
    [InlineData("{}", "addresses: give 1 to 16 addresses, or a host")]
    [InlineData("""{"addresses":[]}""", "addresses: give 1 to 16 addresses, or a host")]
    [InlineData("""{"addresses":"10.0.0.7"}""", "addresses: must be a list, not a string")]
    [InlineData("""{"addresses":["10.0.0.7",7]}""", "addresses[1]: must be a string, not a number")]
    [InlineData("""{"addresses":[null]}""", "addresses[0]: must be a string, not null")]
    [InlineData("""{"addresses":["10.0.0.300"]}""", "addresses[0]: '10.0.0.300' is not an IP address")]
    [InlineData("""{"addresses":["::1","10.0.0.7","::1"]}""", "addresses[2]: '::1' is given twice")]
    [InlineData("""{"addresses":["10.0.0.7"],"host":"a.test"}""", "host: give either addresses or a host, not both")]
    [InlineData("""{"host":7}""", "host: must be a string, not a number")]
    [InlineData("""{"host":"."}""", "host: the root is not a host")]
    [InlineData("""{"host":"a..b"}""", "host: 'a..b' is not a domain name: it has an empty label")]
    [InlineData("""{"host":"a b"}""", "host: 'a b' is not a host name: letters, digits, hyphens and dots")]
    [InlineData("""{"host":"10.0.0.7"}""", "host: '10.0.0.7' looks like an address; addresses stand in 'addresses'")]
    [InlineData("""{"host":"fd00::7"}""", "host: 'fd00::7' looks like an address; addresses stand in 'addresses'")]
    public void Where_an_instance_is_has_rules(string body, string fault) => Assert.Equal([fault], ReadFaults(body));

    [Fact]
    public void Every_fault_of_a_body_is_told_at_once()
    {
        string[] faults = ReadFaults("""
            {"zone":7,"group":"_g","addresses":["x","10.0.0.7","y","10.0.0.7"],"port":0,"ports":{"a":0,"_b":1},"weight":70000,
             "leaseSeconds":1.5,"static":0,"metadata":{"k":1},"check":{"ftp":"x","intervalSeconds":0},"unheard-of":{"deep":[1,2]}}
            """);

        Assert.Equal(
            [
                "zone: must be a string, not a number",
                "addresses[0]: 'x' is not an IP address",
                "addresses[2]: 'y' is not an IP address",
                "port: must be a whole number from 1 to 65535",
                "ports.a: must be a whole number from 1 to 65535",
                "leaseSeconds: must be a whole number, written without fraction and exponent",
                "static: must be true or false, not a number",
                "metadata.k: must be a string, not a number",
                "check.ftp: is not a known field; known are tcp, http, grpc, intervalSeconds, timeoutSeconds, failures, passes",
                "check: needs exactly one of tcp, http and grpc",
                "unheard-of: is not a known field; known are service, id, zone, group, version, addresses, host, port, ports, weight, "
                    + "leaseSeconds, static, metadata, check",
                "group: '_g' starts with '_', which is reserved for SRV names",
                "addresses[3]: '10.0.0.7' is given twice",
                "ports._b: '_b' starts with '_', which is reserved for SRV names",
                "weight: must be a whole number from 1 to 65535",
            ],
            faults);
    }

    [Fact]
    public void The_path_is_checked_with_the_body()
    {
        List<FieldFault> faults = [];
        Reader().Read("{}"u8, new InstanceKey("any", "default"), faults);

        Assert.Equal(["service", "id", "addresses"], Faults.Fields(faults));
    }

    [Fact]
    public void The_path_is_checked_even_if_the_body_is_hopeless()
    {
        List<FieldFault> faults = [];
        Reader().Read("oops"u8, new InstanceKey("any", "default"), faults);

        Assert.Equal(["", "service", "id"], Faults.Fields(faults));
    }

    [Fact]
    public void Seventeen_addresses_are_one_too_many()
    {
        string body = $$"""{"addresses":[{{string.Join(',', Enumerable.Range(1, 17).Select(i => $"\"10.0.0.{i}\""))}}]}""";

        Assert.Equal(["addresses: has 17 entries; at most 16 are allowed"], ReadFaults(body));
    }

    [Theory]
    [InlineData(4096, false)]
    [InlineData(4097, true)]
    public void Metadata_has_at_most_4096_octets(int octets, bool isRefused)
    {
        string body = $$$"""{"addresses":["10.0.0.7"],"metadata":{"k":"{{{new string('x', octets - 1)}}}"}}""";

        Assert.Equal(isRefused ? ["metadata: has 4097 octets; at most 4096 are allowed"] : [], ReadFaults(body));
    }

    private static Registration ReadValid(string body)
    {
        List<FieldFault> faults = [];
        Registration registration = Reader().Read(Encoding.UTF8.GetBytes(body), s_key, faults);
        Assert.Empty(Faults.Texts(faults));
        return registration;
    }

    private static string[] ReadFaults(string body)
    {
        List<FieldFault> faults = [];
        Reader().Read(Encoding.UTF8.GetBytes(body), s_key, faults);
        return Faults.Texts(faults);
    }

    private static RegistrationReader Reader() => new(new RegistryOptions { DefaultLeaseSeconds = 45 });
}
