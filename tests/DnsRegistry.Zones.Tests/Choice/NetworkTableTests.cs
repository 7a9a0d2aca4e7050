using System.Buffers.Binary;
using System.Net;
using DnsRegistry.Testing;
using DnsRegistry.Zones.Choice;

namespace DnsRegistry.Zones.Tests.Choice;

public class NetworkTableTests
{
    private static readonly NetworkTable<string> s_table = Table(
        ("10.0.0.0/8", "wide"), ("10.1.0.0/16", "z1"), ("10.1.2.0/24", "z2"), ("10.1.2.128/25", "z1"),
        ("203.0.113.7/32", "one"), ("fd00::/16", "wide"), ("fd00:1::/32", "z1"), ("fd00:1::7/128", "one"));

    [Theory]
    [InlineData("10.200.0.1", "wide", 9)]
    [InlineData("10.0.0.1", "wide", 16)]
    [InlineData("10.1.0.0", "z1", 23)]
    [InlineData("10.1.255.255", "z1", 17)]
    [InlineData("10.1.2.0", "z2", 25)]
    [InlineData("10.1.2.127", "z2", 25)]
    [InlineData("10.1.2.128", "z1", 25)]
    [InlineData("10.1.3.0", "z1", 24)]
    [InlineData("9.255.255.255", null, 7)]
    [InlineData("11.0.0.0", null, 8)]
    [InlineData("192.0.2.1", null, 5)]
    [InlineData("203.0.113.7", "one", 32)]
    [InlineData("203.0.113.6", null, 32)]
    [InlineData("fd00::1", "wide", 32)]
    [InlineData("fd00:1:2::", "z1", 47)]
    [InlineData("fd00:1::7", "one", 128)]
    [InlineData("fd01::", null, 16)]
    [InlineData("2001:db8::1", null, 1)]
    public void Longest_network_wins_and_the_deciding_bits_tell_it_from_all_others(string address, string? expected, int bits)
    {
        ClientAddress client = ClientAddress.From(IPAddress.Parse(address));

        Assert.Equal(expected is not null, s_table.TryFind(client, out string? found));
        Assert.Equal(expected, found);
        Assert.Equal(bits, s_table.DecidingBits(client));
    }

    [Fact]
    public void Whoever_shares_the_deciding_bits_is_in_the_same_longest_network()
    {
        var random = new Random(20_261_124);
        for (int round = 0; round < 200; round++)
        {
            // Few distinct bits, so that networks lie in each other and side by side.
            KeyValuePair<IPNetwork, string>[] networks =
            [
                .. Enumerable.Range(0, random.Next(12))
                    .Select(n => KeyValuePair.Create(RandomNetwork(random), $"v{random.Next(4)}"))
                    .DistinctBy(item => item.Key),
            ];
            var table = new NetworkTable<string>(networks);
            for (int i = 0; i < 20; i++)
            {
                ClientAddress client = RandomAddress(random);
                string? expected = Naive(networks, client);
                table.TryFind(client, out string? found);
                Assert.Equal(expected, found);

                int bits = table.DecidingBits(client);
                int free = client.FamilyBits - bits;
                for (int j = 0; j < 5; j++)
                {
                    var neighbour = new ClientAddress(client.Value ^ (RandomAddress(random).Value & ((UInt128.One << free) - 1)));
                    if (neighbour.IsIPv4 == client.IsIPv4)
                        Assert.Equal(expected, Naive(networks, neighbour));
                }
            }
        }
    }

    [Fact]
    public void A_network_of_all_addresses_decides_by_no_bit_and_for_its_own_family_alone()
    {
        NetworkTable<string> table = Table(("::/0", "all"));

        Assert.True(table.TryFind(ClientAddress.From(IPAddress.IPv6Loopback), out _));
        Assert.Equal(0, table.DecidingBits(ClientAddress.From(IPAddress.IPv6Loopback)));
        Assert.False(table.TryFind(ClientAddress.From(IPAddress.Loopback), out _));
        Assert.Equal(0, table.DecidingBits(ClientAddress.From(IPAddress.Loopback)));
        Assert.True(Table(("0.0.0.0/0", "all")).TryFind(ClientAddress.From(IPAddress.Parse("255.255.255.255")), out _));
    }

    [Fact]
    public void An_IPv4_mapped_network_is_one_of_IPv4() =>
        Assert.True(Table(("::ffff:10.0.0.0/104", "x")).TryFind(ClientAddress.FromIPv4(0x0A01_0203), out _));

    [Fact]
    public void Looking_up_allocates_nothing()
    {
        ClientAddress client = ClientAddress.FromIPv4(0x0A01_0203);
        Find();
        Assert.Equal(0, Allocations.Of(Find));

        void Find()
        {
            for (int i = 0; i < 100; i++)
            {
                s_table.TryFind(client, out _);
                s_table.DecidingBits(client);
            }
        }
    }

    private static NetworkTable<string> Table(params (string Network, string Value)[] networks) =>
        new(networks.Select(network => KeyValuePair.Create(IPNetwork.Parse(network.Network), network.Value)));

    private static string? Naive(KeyValuePair<IPNetwork, string>[] networks, ClientAddress client)
    {
        IPAddress address = AddressOf(client);
        return networks.Where(item => item.Key.Contains(address)).OrderByDescending(item => item.Key.PrefixLength).FirstOrDefault().Value;
    }

    private static IPAddress AddressOf(ClientAddress client)
    {
        byte[] octets = new byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(octets, client.Value);
        return new IPAddress(client.IsIPv4 ? octets[12..] : octets);
    }

    private static IPNetwork RandomNetwork(Random random)
    {
        ClientAddress address = RandomAddress(random);
        int length = random.Next(address.FamilyBits + 1);
        UInt128 kept = length == 0 && !address.IsIPv4 ? 0 : address.Value >> (address.FamilyBits - length) << (address.FamilyBits - length);
        return new IPNetwork(AddressOf(new ClientAddress(kept)), length);
    }

    private static ClientAddress RandomAddress(Random random)
    {
        uint bits = ((uint)random.Next(4) << 30) | ((uint)random.Next(4) << 14) | (uint)random.Next(4);
        return random.Next(2) == 0 ? ClientAddress.FromIPv4(bits) : new ClientAddress(((UInt128)bits << 96) | (uint)random.Next(4));
    }
}
