using System.Text;
using DnsRegistry.Api.Registrations;
using DnsRegistry.Registry;
using DnsRegistry.Registry.Instances;
using DnsRegistry.Registry.Validation;

namespace DnsRegistry.Api.Tests.Registrations;

public sealed class BulkRegistrationReaderTests
{
    [Theory]
    [InlineData(""" [{"service":"Web","id":"A","addresses":["10.0.0.1"]}, {"service":"web","id":"b","addresses":["10.0.0.2"]}] """)]
    [InlineData("{\"service\":\"Web\",\"id\":\"A\",\"addresses\":[\"10.0.0.1\"]}\r\n\n{\"service\":\"web\",\"id\":\"b\",\"addresses\":[\"10.0.0.2\"]}")]
    public void A_list_and_lines_are_read_alike(string body)
    {
        (IReadOnlyList<Registration> registrations, string[] faults) = Read(body);

        Assert.Empty(faults);
        Assert.Equal([new InstanceKey("web", "a"), new InstanceKey("web", "b")], registrations.Select(registration => registration.Key));
    }

    [Fact]
    public void Every_item_names_its_faults()
    {
        (_, string[] faults) = Read("""
            [{"service":"web","id":"a","addresses":["10.0.0.1"]},{"id":"any","addresses":["x"]},7,{"service":7,"id":"c","port":0,"host":"h"}]
            """);

        Assert.Equal(
            [
                "items[1].addresses[0]: 'x' is not an IP address",
                "items[1].service: is missing",
                "items[1].id: 'any' is reserved",
                "items[2]: must be an object, not a number",
                "items[3].service: must be a string, not a number",
                "items[3].port: must be a whole number from 1 to 65535",
            ],
            faults);
    }

    [Fact]
    public void A_broken_line_does_not_hide_the_next()
    {
        (_, string[] faults) = Read("""
            {"service":"web","id":"a","addresses":["10.0.0.1"]}

            {"service":"web",oops}
            {"service":"web","id":"c","addresses":[]}
            """);

        Assert.Equal(
            ["items[1]: is not valid JSON at line 3, octet 18", "items[2].addresses: give 1 to 16 addresses, or a host"], faults);
    }

    [Fact]
    public void The_same_instance_twice_is_a_fault_of_the_second()
    {
        (_, string[] faults) = Read("""
            [{"service":"web","id":"a","addresses":["10.0.0.1"]},{"service":"WEB","id":"A","addresses":["10.0.0.2"]}]
            """);

        Assert.Equal(["items[1]: is the same instance as items[0]"], faults);
    }

    [Theory]
    [InlineData("", ": is empty; a JSON value is expected")]
    [InlineData("  \n \n", ": is empty; a JSON value is expected")]
    [InlineData("[{},", "items[0].service: is missing")]
    public void A_body_that_ends_too_early_is_refused(string body, string first) => Assert.Equal(first, Read(body).Faults[0]);

    [Fact]
    public void What_the_client_calls_lines_is_not_taken_for_a_list()
    {
        (_, string[] faults) = Read("[]", isLines: true);

        Assert.Equal(["items[0]: must be an object, not a list"], faults);
    }

    private static (IReadOnlyList<Registration> Registrations, string[] Faults) Read(string body, bool isLines = false)
    {
        List<FieldFault> faults = [];
        var reader = new BulkRegistrationReader(new RegistrationReader(new RegistryOptions()), faults);
        return (reader.Read(Encoding.UTF8.GetBytes(body), isLines), Faults.Texts(faults));
    }
}
