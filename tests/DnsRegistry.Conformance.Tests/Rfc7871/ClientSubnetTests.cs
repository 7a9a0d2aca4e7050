using System.Net;
using DnsRegistry.Testing;
using DnsRegistry.Testing.Registrations;
using DnsRegistry.Wire.Records;
using DnsRegistry.Zones.Routes;

namespace DnsRegistry.Conformance.Tests.Rfc7871;

public sealed class ClientSubnetTests : IAsyncLifetime
{
    private const ushort Option = 8;

    private RegistryUnderTest _registry = null!;

    public async ValueTask InitializeAsync()
    {
        _registry = await RegistryUnderTest.WithAsync(
            new RegistrationBuilder("web", "a").InZone("z1").WithAddress("10.1.0.1"),
            new RegistrationBuilder("web", "b").InZone("z2").WithAddress("10.2.0.1"));
        _registry.Dns.SetNetworks(
            "192.0.2.0/24 2001:db8::/32", ("z1", "10.1.0.0/16 192.0.2.0/24 fd00:1::/32"), ("z2", "10.2.0.0/16 10.1.7.0/24 fd00:2::/32"));
        _registry.Dns.Client = IPAddress.Parse("192.0.2.53");
    }

    public ValueTask DisposeAsync() => _registry.DisposeAsync();

    private async Task PutRuleAsync(RouteMatch match, RouteAction? action = null)
    {
        var rule = new RouteRule { Match = match, Action = action ?? RouteAction.ToAddresses([IPAddress.Parse("10.2.0.1")]) };
        await _registry.Registry.PutRoutesAsync("web", [rule], CancellationToken.None);
    }

    [Theory] // §7.2.1: FAMILY, SOURCE PREFIX-LENGTH and ADDRESS as in the query, SCOPE PREFIX-LENGTH as the answer needs it
    [InlineData("10.1.2.0/24", "10.1.0.1", 22)] // z1, and 10.1.7.0/24 inside it is another zone's
    [InlineData("10.1.200.0/24", "10.1.0.1", 17)]
    [InlineData("10.1.7.128/25", "10.2.0.1", 24)]
    [InlineData("10.1.7.9/32", "10.2.0.1", 24)]
    [InlineData("10.2.0.0/16", "10.2.0.1", 16)]
    [InlineData("10.2.3.4/32", "10.2.0.1", 16)]
    [InlineData("10.0.0.0/8", "10.1.0.1 10.2.0.1", 16)] // not told enough: the scope says how much would do
    [InlineData("10.3.0.0/24", "10.1.0.1 10.2.0.1", 16)]
    [InlineData("203.0.113.0/24", "10.1.0.1 10.2.0.1", 5)]
    [InlineData("fd00:1:2::/48", "10.1.0.1", 32)]
    [InlineData("fd00:2::/56", "10.2.0.1", 32)]
    [InlineData("fd00:4::/56", "10.1.0.1 10.2.0.1", 30)]
    [InlineData("2001:db8:9::/56", "10.1.0.1 10.2.0.1", 1)]
    public void The_answer_is_one_for_the_subnet_and_says_for_which_others_it_is_good(string network, string addresses, int scope)
    {
        Reply reply = _registry.AtThisMoment().AskFor(network, "web.near.svc.");

        Assert.Equal(addresses.Split(' '), reply.AnswerData.Order());
        Assert.Equal($"{network}/{scope}", reply.ClientSubnet);
    }

    [Fact] // §7.2.1: "an Authoritative Nameserver MUST NOT overlap prefixes"
    public void Scopes_of_different_answers_never_overlap()
    {
        var scopes = new Dictionary<IPNetwork, string>();
        for (int third = 0; third < 256; third++)
        {
            Reply reply = _registry.AtThisMoment().AskFor($"10.1.{third}.0/24", "web.near.svc.");
            int scope = int.Parse(reply.ClientSubnet!.Split('/')[2], null);
            uint address = (10u << 24) | (1u << 16) | ((uint)third << 8);
            var network = new IPNetwork(
                new IPAddress(IPAddress.HostToNetworkOrder((int)(address >> (32 - scope) << (32 - scope))) & 0xFFFF_FFFFL), scope);
            string answer = string.Join(' ', reply.AnswerData.Order());
            Assert.Equal(answer, scopes.GetValueOrDefault(network, answer));
            scopes[network] = answer;
        }

        Assert.Equal(9, scopes.Count);
        Assert.All(scopes.Keys, network => Assert.Equal(1, scopes.Keys.Count(other => other.Contains(network.BaseAddress))));
    }

    [Theory] // §7.2.1: the option is there "regardless of whether the client information was needed to formulate an answer"
    [InlineData("web.any.svc.", Rcode.NoError)]
    [InlineData("web.z1.svc.", Rcode.NoError)]
    [InlineData("z1.prefer._zone.web.near.svc.", Rcode.NoError)]
    [InlineData("nope.near.svc.", Rcode.NXDomain)]
    [InlineData("svc.", Rcode.NoError)]
    [InlineData("example.", Rcode.Refused)]
    public void Scope_is_0_where_the_place_of_the_client_plays_no_part(string name, Rcode rcode)
    {
        Reply reply = _registry.AtThisMoment().AskFor("10.1.2.0/24", name);

        Assert.Equal(rcode, reply.Rcode);
        Assert.Equal("10.1.2.0/24/0", reply.ClientSubnet);
    }

    [Theory] // §7.2.1: the SCOPE says how much of the address the answer depends on; rules make it depend on more
    [InlineData("10.9.3.0/24", "10.2.0.1", 16)]
    [InlineData("10.8.3.0/24", "10.1.0.1 10.2.0.1", 16)]
    [InlineData("192.168.0.0/16", "10.1.0.1 10.2.0.1", 1)]
    public async Task Scope_is_as_long_as_the_networks_of_rules_need_it(string network, string addresses, int scope)
    {
        await PutRuleAsync(new RouteMatch { Clients = [IPNetwork.Parse("10.9.0.0/16")] });

        Reply reply = _registry.AtThisMoment().AskFor(network, "web.any.svc.");

        Assert.Equal(addresses.Split(' '), reply.AnswerData.Order());
        Assert.Equal($"{network}/{scope}", reply.ClientSubnet);
    }

    [Theory] // §7.2.1
    [InlineData("10.1.2.0/24", "10.2.0.1", 22)]
    [InlineData("10.1.7.9/32", "10.1.0.1 10.2.0.1", 24)]
    [InlineData("203.0.113.0/24", "10.1.0.1 10.2.0.1", 5)]
    public async Task Scope_is_as_long_as_the_zones_of_rules_need_it(string network, string addresses, int scope)
    {
        await PutRuleAsync(new RouteMatch { Zones = ["z1"] });

        Reply reply = _registry.AtThisMoment().AskFor(network, "web.any.svc.");

        Assert.Equal(addresses.Split(' '), reply.AnswerData.Order());
        Assert.Equal($"{network}/{scope}", reply.ClientSubnet);
    }

    [Fact] // §7.2.1
    public async Task Scope_is_the_whole_prefix_where_a_share_of_clients_decides()
    {
        await PutRuleAsync(new RouteMatch { Percent = 50 });

        Reply[] replies = [.. Enumerable.Range(0, 64).Select(n => _registry.AtThisMoment().AskFor($"10.9.{n}.7/32", "web.any.svc."))];

        Assert.All(replies, reply => Assert.EndsWith("/32/32", reply.ClientSubnet, StringComparison.Ordinal));
        Assert.InRange(replies.Count(reply => reply.Answer.Count == 1), 16, 48);
    }

    [Theory] // §7.2.1: what the name leaves a rule nothing to say about does not make the answer one for this client
    [InlineData("default.any.web.any.svc.", RecordType.A)]
    [InlineData("a.any.any.web.any.svc.", RecordType.A)]
    [InlineData("_tcp.web.any.svc.", RecordType.Srv)]
    public async Task Scope_is_0_where_labels_win_over_the_rules_for_clients(string name, RecordType type)
    {
        foreach (RouteMatch match in (RouteMatch[])[new() { Clients = [IPNetwork.Parse("10.9.0.0/16")] }, new() { Percent = 50 }])
        {
            await PutRuleAsync(match, RouteAction.ToVersion("default"));
            foreach (string network in (string[])["10.9.3.0/24", "10.8.3.0/24"])
                Assert.Equal($"{network}/0", _registry.AtThisMoment().AskFor(network, name, type).ClientSubnet);
        }
    }

    [Theory]
    [InlineData(0.0, 2)]
    [InlineData(100.0, 1)]
    public async Task Scope_is_0_where_a_rule_is_about_everybody_or_nobody(double percent, int answers)
    {
        await PutRuleAsync(new RouteMatch { Percent = percent });

        Reply reply = _registry.AtThisMoment().AskFor("10.9.3.0/24", "web.any.svc.");

        Assert.Equal(answers, reply.Answer.Count);
        Assert.Equal("10.9.3.0/24/0", reply.ClientSubnet);
    }

    [Theory] // §7.1.2: "0" means that the address is not to be used; what remains is that of the asker
    [InlineData(new byte[] { 0, 1, 0, 0 })]
    [InlineData(new byte[] { 0, 2, 0, 0 })]
    [InlineData(new byte[] { 0, 0, 0, 0 })]
    public void Subnet_of_no_bits_gives_away_nothing_and_the_asker_is_the_client(byte[] option)
    {
        byte[] octets = _registry.AtThisMoment().AnswerOctets(With(option)).ToArray();

        Assert.Equal(option, octets[^4..]);
        Assert.Equal(1, octets[7]);
        Assert.Equal([10, 1, 0, 1], octets[^23..^19]);
    }

    [Fact] // §7.2.2: "the server MUST NOT provide one in its response"
    public void Who_did_not_send_the_option_gets_none_although_the_answer_is_one_for_him()
    {
        Reply reply = _registry.Ask("web.near.svc.");

        Assert.Equal(["10.1.0.1"], reply.AnswerData);
        Assert.Null(reply.ClientSubnet);
    }

    [Theory] // §11.3: others could ask in anybody's name. To them the option is as unknown (§7.2.1, RFC 6891 §6.1.2)
    [InlineData("192.0.3.53")]
    [InlineData("2001:db9::53")]
    public void From_a_resolver_that_is_not_listed_the_option_is_ignored(string resolver)
    {
        _registry.Dns.Client = IPAddress.Parse(resolver);

        Reply reply = _registry.AtThisMoment().AskFor("10.2.3.0/24", "web.near.svc.");

        Assert.Equal(["10.1.0.1", "10.2.0.1"], reply.AnswerData.Order());
        Assert.Null(reply.ClientSubnet);
        Assert.True(reply.HasEdns);
    }

    [Theory] // §6 and §7.2.1: "A query with a wrongly formatted option (e.g., an unknown FAMILY) MUST be rejected and a FORMERR response MUST be returned"
    [InlineData(new byte[] { })]
    [InlineData(new byte[] { 0, 1, 0 })]
    [InlineData(new byte[] { 0, 3, 8, 0, 10 })] // FAMILY
    [InlineData(new byte[] { 1, 1, 8, 0, 10 })]
    [InlineData(new byte[] { 0, 0, 8, 0, 10 })]
    [InlineData(new byte[] { 0, 1, 33, 0, 10, 1, 2, 3, 128 })] // SOURCE PREFIX-LENGTH
    [InlineData(new byte[] { 0, 2, 129, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 128 })]
    [InlineData(new byte[] { 0, 1, 16, 0, 10 })] // too few octets
    [InlineData(new byte[] { 0, 1, 16, 0, 10, 1, 0 })] // too many
    [InlineData(new byte[] { 0, 1, 0, 0, 0 })]
    [InlineData(new byte[] { 0, 1, 20, 0, 10, 1, 0x18 })] // bits behind the prefix
    [InlineData(new byte[] { 0, 1, 16, 16, 10, 1 })] // SCOPE PREFIX-LENGTH
    public void Wrong_format_is_a_FORMERR(byte[] option)
    {
        Reply reply = _registry.AtThisMoment().Send(With(option));

        Assert.Equal(Rcode.FormErr, reply.Rcode);
        Assert.Empty(reply.Answer);
        Assert.Null(reply.ClientSubnet);
    }

    [Fact]
    public void The_option_twice_is_a_FORMERR() => Assert.Equal(
        Rcode.FormErr,
        _registry.AtThisMoment().Send(QueryOctets.WithOption(With([0, 1, 8, 0, 10]), Option, 0, 1, 8, 0, 10)).Rcode);

    [Fact]
    public void Other_options_may_stand_around_it()
    {
        byte[] query = QueryOctets.WithOption(QueryOctets.Of("web.near.svc.", RecordType.A, 1232), 10, 1, 2, 3, 4, 5, 6, 7, 8);
        query = QueryOctets.WithOption(query, Option, 0, 1, 16, 0, 10, 2);
        query = QueryOctets.WithOption(query, 12, new byte[30]);

        Reply reply = _registry.AtThisMoment().Send(query);

        Assert.Equal(["10.2.0.1"], reply.AnswerData);
        Assert.Equal("10.2.0.0/16/16", reply.ClientSubnet);
    }

    [Fact] // RFC 6891 §7: room for the OPT record is kept, whatever the answer
    public async Task A_cut_response_has_the_option_too_and_keeps_to_its_size()
    {
        await _registry.RegisterAsync(
            [.. Enumerable.Range(0, 200).Select(n => new RegistrationBuilder("web", $"i{n}").InZone("z2").WithAddress($"10.2.1.{n}"))]);

        Reply reply = _registry.AtThisMoment().AskFor("10.2.3.0/24", "web.near.svc.");

        Assert.True(reply.IsTruncated);
        Assert.InRange(reply.Octets.Length, 1210, 1232);
        Assert.Equal("10.2.3.0/24/16", reply.ClientSubnet);
    }

    private static byte[] With(byte[] option) =>
        QueryOctets.WithOption(QueryOctets.Of("web.near.svc.", RecordType.A, 1232), Option, option);
}
