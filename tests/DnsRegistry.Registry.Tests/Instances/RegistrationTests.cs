using System.Net;
using DnsRegistry.Registry.Instances;
using DnsRegistry.Testing.Registrations;

namespace DnsRegistry.Registry.Tests.Instances;

public class RegistrationTests
{
    [Theory]
    [InlineData("10.1.2.3")]
    [InlineData("255.0.255.1")]
    [InlineData("fd00::7")]
    [InlineData("10.1.2.3 10.1.2.4")]
    [InlineData("10.1.2.3 fd00::7")]
    public void Addresses_read_back_as_they_were_given(string addresses)
    {
        var builder = new RegistrationBuilder();
        foreach (string address in addresses.Split(' '))
            builder.WithAddress(address);

        IReadOnlyList<IPAddress> read = builder.Build().Addresses;

        Assert.Equal(addresses, string.Join(' ', read));
        Assert.Equal(addresses, string.Join(' ', Enumerable.Range(0, read.Count).Select(i => read[i])));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RegistrationBuilder().Build().Addresses[1]);
    }

    [Fact]
    public void One_IPv4_address_is_known_by_its_octets_and_nothing_else_is()
    {
        Registration one = new RegistrationBuilder().WithAddress("10.1.2.3").Build();
        Assert.Equal([10, 1, 2, 3], BitConverter.GetBytes(one.SoleIPv4!.Value));

        Registration another = one with { SoleIPv4 = BitConverter.ToUInt32([10, 9, 8, 7]) };
        Assert.Equal([IPAddress.Parse("10.9.8.7")], another.Addresses);
        Assert.Equal(one, another with { Addresses = one.Addresses });

        Registration two = one with { Addresses = [IPAddress.Parse("10.1.2.3"), IPAddress.Parse("10.1.2.4")] };
        Assert.Null(two.SoleIPv4);
        Assert.Null((one with { Addresses = [IPAddress.Parse("fd00::7")] }).SoleIPv4);
        Assert.Null((one with { Addresses = [] }).SoleIPv4);
        Assert.Equal([IPAddress.Parse("10.9.8.7")], (two with { SoleIPv4 = another.SoleIPv4 }).Addresses);
    }

    [Fact]
    public void Texts_that_registrations_have_in_common_are_kept_once()
    {
        var texts = new SharedTexts();

        Registration first = texts.Share(new RegistrationBuilder(Copy("web"), "a").InZone(Copy("z1")).Build(), null);
        Registration second = texts.Share(new RegistrationBuilder(Copy("web"), "b").InZone(Copy("z1")).Build(), null);

        Assert.Equal(("web", "a", "z1"), (first.Key.Service, first.Key.Id, first.Zone));
        Assert.Same(first.Key.Service, second.Key.Service);
        Assert.Same(first.Zone, second.Zone);
    }

    /// <summary>Equal, but not the same.</summary>
    private static string Copy(string text) => new(text.AsSpan());
}
