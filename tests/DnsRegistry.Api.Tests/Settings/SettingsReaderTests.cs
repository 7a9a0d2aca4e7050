using System.Text;
using DnsRegistry.Api.Settings;
using DnsRegistry.Registry.Ejection;
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
    public void Ejection_is_read_and_what_it_leaves_out_has_its_default()
    {
        (ServiceSettings settings, string[] faults) = Read(
            """{"ejection":{"consecutiveFailures":3,"reporters":1,"baseSeconds":600,"maxShare":0.25}}""");

        Assert.Empty(faults);
        Assert.Equal(
            new EjectionPolicy { ConsecutiveFailures = 3, Reporters = 1, BaseSeconds = 600, MaxSeconds = 600, MaxShare = 0.25 },
            settings.Ejection);
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
        "weightedSubset: must be a whole number, written without fraction and exponent",
        "weightScale: must be a number above 0 and up to 65535")]
    [InlineData("""{"ejection":true}""", "ejection: must be an object, not true or false")]
    [InlineData("""{"ejection":{"failures":5}}""",
        "ejection.failures: is not a known field; known are enabled, consecutiveFailures, failureShare, windowSeconds, leastReports, "
            + "reporters, baseSeconds, maxSeconds, maxShare")]
    [InlineData("""{"ejection":{"enabled":1,"reporters":0,"maxShare":1.5}}""",
        "ejection.enabled: must be true or false, not a number",
        "ejection.reporters: must be a whole number from 1 to 16",
        "ejection.maxShare: must be a number from 0 to 1")]
    [InlineData("""{"ejection":{"baseSeconds":60,"maxSeconds":59}}""",
        "ejection.maxSeconds: must not be less than baseSeconds, which is 60")]
    [InlineData("""{"ejection":{"consecutiveFailures":0,"failureShare":0}}""",
        "ejection: needs consecutiveFailures or failureShare; 'enabled': false switches it off")]
    [InlineData("""{"ttl":5}""",
        "ttl: is not a known field; known are ttlSeconds, zoneFallback, emptyAnswer, protectThreshold, weightedSubset, weightScale, ejection")]
    [InlineData("""{"ttlSeconds":-1,"ttlSecond":1}""",
        "ttlSeconds: must be a whole number from 0 to 3600", "ttlSecond: is not a known field; did you mean 'ttlSeconds'?")]
    public void Every_fault_is_told(string body, params string[] faults) => Assert.Equal(faults, Read(body).Faults);

    private static (ServiceSettings Settings, string[] Faults) Read(string body)
    {
        List<FieldFault> faults = [];
        return (SettingsReader.Read(Encoding.UTF8.GetBytes(body), faults), Faults.Texts(faults));
    }
}
