using System.Text;
using DnsRegistry.Api.Settings;
using DnsRegistry.Registry.Services;
using DnsRegistry.Registry.Validation;
using DnsRegistry.Zones.Services;

namespace DnsRegistry.Api.Tests.Settings;

public sealed class SettingsReaderTests
{
    [Fact]
    public void All_settings_are_read()
    {
        (ServiceSettings settings, string[] faults) = Read(
            """{"ttlSeconds":0,"zoneFallback":"all","emptyAnswer":"nxdomain","protectThreshold":0.25,"weightedSubset":8,"weightScale":2.56}""");

        Assert.Empty(faults);
        Assert.Equal(
            new ServiceSettings
            {
                TtlSeconds = 0,
                ZoneFallback = ZoneFallback.All,
                EmptyAnswer = EmptyAnswer.NXDomain,
                ProtectThreshold = 0.25,
                WeightedSubset = 8,
                WeightScale = 2.56,
            },
            settings);
    }

    [Fact]
    public void What_is_left_out_has_its_default()
    {
        (ServiceSettings settings, string[] faults) = Read("{}");

        Assert.Empty(faults);
        Assert.Equal(new ServiceSettings(), settings);
    }

    [Theory]
    [InlineData("""{"ttlSeconds":-1}""", "ttlSeconds: must be a whole number from 0 to 3600")]
    [InlineData("""{"ttlSeconds":3601}""", "ttlSeconds: must be a whole number from 0 to 3600")]
    [InlineData("""{"ttlSeconds":"5"}""", "ttlSeconds: must be a number, not a string")]
    [InlineData("""{"zoneFallback":"some"}""", "zoneFallback: 'some' is none of none, srv, all")]
    [InlineData("""{"zoneFallback":1}""", "zoneFallback: must be a string, not a number")]
    [InlineData("""{"emptyAnswer":"NODATA"}""", "emptyAnswer: 'NODATA' is none of nodata, nxdomain")]
    [InlineData("""{"protectThreshold":1.01}""", "protectThreshold: must be a number from 0 to 1")]
    [InlineData("""{"protectThreshold":-1e-9}""", "protectThreshold: must be a number from 0 to 1")]
    [InlineData("""{"protectThreshold":1e999}""", "protectThreshold: must be a number from 0 to 1")]
    [InlineData("""{"protectThreshold":"all"}""", "protectThreshold: must be a number, not a string")]
    [InlineData("""{"weightedSubset":0}""", "weightedSubset: must be a whole number from 1 to 1000")]
    [InlineData("""{"weightedSubset":1001}""", "weightedSubset: must be a whole number from 1 to 1000")]
    [InlineData("""{"weightedSubset":"3"}""", "weightedSubset: must be a number, not a string")]
    [InlineData("""{"weightScale":0}""", "weightScale: must be a number above 0 and up to 65535")]
    [InlineData("""{"weightScale":-2}""", "weightScale: must be a number above 0 and up to 65535")]
    [InlineData("""{"weightScale":65536}""", "weightScale: must be a number above 0 and up to 65535")]
    [InlineData("""{"weightScale":[256]}""", "weightScale: must be a number, not a list")]
    [InlineData("""{"weightedSubset":2.5,"weightScale":1e99}""",
        "weightedSubset: must be a whole number, written without fraction and exponent", "weightScale: must be a number above 0 and up to 65535")]
    [InlineData("""{"ejection":{"failures":5}}""", "ejection: is not supported by this version")]
    [InlineData("""{"ttl":5}""", "ttl: is not a known field; known are ttlSeconds, zoneFallback, emptyAnswer, protectThreshold, weightedSubset, weightScale, ejection")]
    [InlineData("""{"ttlSeconds":-1,"ttlSecond":1}""",
        "ttlSeconds: must be a whole number from 0 to 3600", "ttlSecond: is not a known field; did you mean 'ttlSeconds'?")]
    public void Every_fault_is_told(string body, params string[] faults) => Assert.Equal(faults, Read(body).Faults);

    private static (ServiceSettings Settings, string[] Faults) Read(string body)
    {
        List<FieldFault> faults = [];
        return (SettingsReader.Read(Encoding.UTF8.GetBytes(body), faults), Faults.Texts(faults));
    }
}
