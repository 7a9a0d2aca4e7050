using System.Buffers.Binary;
using DnsRegistry.Benchmarks.QueryPath;
using DnsRegistry.Wire.Records;

namespace DnsRegistry.Benchmarks.Tests.QueryPath;

/// <summary>Each kind of question that is measured is answered as its name says.</summary>
public sealed class QueryKindTests : IAsyncLifetime
{
    private QueryFixture _fixture = null!;

    public async ValueTask InitializeAsync() => _fixture = await QueryFixture.WithAsync(services: 10);

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Theory]
    [InlineData(QueryKind.Address, Rcode.NoError, 3, 0, 1)]
    [InlineData(QueryKind.AddressIPv6, Rcode.NoError, 3, 0, 1)]
    [InlineData(QueryKind.AddressWithoutEdns, Rcode.NoError, 3, 0, 0)]
    [InlineData(QueryKind.AddressInMixedCase, Rcode.NoError, 3, 0, 1)]
    [InlineData(QueryKind.AddressInAnyZone, Rcode.NoError, 3, 0, 1)]
    [InlineData(QueryKind.AddressNear, Rcode.NoError, 3, 0, 1)]
    [InlineData(QueryKind.AddressNearSubnet, Rcode.NoError, 3, 0, 1)]
    [InlineData(QueryKind.AddressOfPinnedZone, Rcode.NoError, 3, 0, 1)]
    [InlineData(QueryKind.AddressOfVersion, Rcode.NoError, 3, 0, 1)]
    [InlineData(QueryKind.AddressOfOtherZone, Rcode.NoError, 3, 0, 1)]
    [InlineData(QueryKind.Alias, Rcode.NoError, 1, 0, 1)]
    [InlineData(QueryKind.Service, Rcode.NoError, 3, 0, 4)]
    [InlineData(QueryKind.ServiceInOtherZone, Rcode.NoError, 3, 0, 4)]
    [InlineData(QueryKind.ServiceNear, Rcode.NoError, 3, 0, 4)]
    [InlineData(QueryKind.ServiceByPortName, Rcode.NoError, 3, 0, 7)]
    [InlineData(QueryKind.ServiceAsFirstLabel, Rcode.NoError, 3, 0, 4)]
    [InlineData(QueryKind.Text, Rcode.NoError, 1, 0, 1)]
    [InlineData(QueryKind.TextOfService, Rcode.NoError, 1, 0, 1)]
    [InlineData(QueryKind.Any, Rcode.NoError, 1, 0, 1)]
    [InlineData(QueryKind.Truncated, Rcode.NoError, 22, 0, 1)]
    [InlineData(QueryKind.AddressOfInstance, Rcode.NoError, 1, 0, 1)]
    [InlineData(QueryKind.ServiceOfInstance, Rcode.NoError, 1, 0, 2)]
    [InlineData(QueryKind.PinnedAddress, Rcode.NoError, 1, 0, 1)]
    [InlineData(QueryKind.PinnedIPv6Address, Rcode.NoError, 1, 0, 1)]
    [InlineData(QueryKind.NameOfAddress, Rcode.NoError, 1, 0, 1)]
    [InlineData(QueryKind.NoData, Rcode.NoError, 0, 1, 1)]
    [InlineData(QueryKind.NoDataOfZone, Rcode.NoError, 0, 1, 1)]
    [InlineData(QueryKind.NoDataOfDeclared, Rcode.NoError, 0, 1, 1)]
    [InlineData(QueryKind.NoDataOfProtocol, Rcode.NoError, 0, 1, 1)]
    [InlineData(QueryKind.NoDataInReverse, Rcode.NoError, 0, 1, 1)]
    [InlineData(QueryKind.NonePassing, Rcode.NoError, 0, 1, 1)]
    [InlineData(QueryKind.NameError, Rcode.NXDomain, 0, 1, 1)]
    [InlineData(QueryKind.NameErrorOfPort, Rcode.NXDomain, 0, 1, 1)]
    [InlineData(QueryKind.NameErrorOfInstance, Rcode.NXDomain, 0, 1, 1)]
    [InlineData(QueryKind.NameErrorInReverse, Rcode.NXDomain, 0, 1, 1)]
    [InlineData(QueryKind.TooManyLabels, Rcode.NXDomain, 0, 1, 1)]
    [InlineData(QueryKind.Soa, Rcode.NoError, 1, 0, 1)]
    [InlineData(QueryKind.NameServers, Rcode.NoError, 1, 0, 3)]
    [InlineData(QueryKind.ServerAddress, Rcode.NoError, 1, 0, 1)]
    [InlineData(QueryKind.StaticAddress, Rcode.NoError, 2, 0, 1)]
    [InlineData(QueryKind.StaticService, Rcode.NoError, 1, 0, 3)]
    [InlineData(QueryKind.StaticAlias, Rcode.NoError, 3, 0, 1)]
    [InlineData(QueryKind.StaticWildcard, Rcode.NoError, 3, 0, 1)]
    [InlineData(QueryKind.StaticNoData, Rcode.NoError, 0, 1, 1)]
    [InlineData(QueryKind.StaticNameError, Rcode.NXDomain, 0, 1, 1)]
    [InlineData(QueryKind.Referral, Rcode.NoError, 0, 1, 2)]
    [InlineData(QueryKind.Redirection, Rcode.NoError, 4, 0, 1)]
    [InlineData(QueryKind.NotOurs, Rcode.Refused, 0, 0, 1)]
    [InlineData(QueryKind.OtherClass, Rcode.Refused, 0, 0, 1)]
    [InlineData(QueryKind.Transfer, Rcode.NotImp, 0, 0, 1)]
    [InlineData(QueryKind.OtherOpcode, Rcode.NotImp, 0, 0, 0)]
    [InlineData(QueryKind.Malformed, Rcode.FormErr, 0, 0, 0)]
    [InlineData(QueryKind.BadVersion, Rcode.NoError, 0, 0, 1)]
    public void Kind_is_answered_as_its_name_says(QueryKind kind, Rcode rcode, int answers, int authority, int additional)
    {
        ReadOnlySpan<byte> response = _fixture.AnswerOctets(QueryRequests.Of(kind));

        // The OPT record counts as additional, and its half of BADVERS is not looked at.
        Assert.Equal(rcode, (Rcode)(response[3] & 0xF));
        Assert.Equal((answers, authority, additional), (Count(response, 6), Count(response, 8), Count(response, 10)));
        Assert.Equal(kind == QueryKind.Truncated, (response[2] & 0x02) != 0);
    }

    [Fact]
    public void Response_is_not_answered() => Assert.Equal(0, _fixture.Answer(QueryRequests.Of(QueryKind.Response)));

    private static int Count(ReadOnlySpan<byte> response, int at) => BinaryPrimitives.ReadUInt16BigEndian(response[at..]);
}
