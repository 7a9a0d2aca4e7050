using CsCheck;
using DnsRegistry.Registry.Instances;
using DnsRegistry.Registry.Services;
using DnsRegistry.Storage.LiteDb.Records;
using DnsRegistry.Testing.Registrations;
using DnsRegistry.Testing.Storage;

namespace DnsRegistry.Storage.LiteDb.Tests.Records;

public sealed class CodecTests
{
    private const string Seed = "0000KOIPe503";

    /// <summary>Timeout and counts of a check, an octet each while they are below 128.</summary>
    private const int CheckDetailsOctets = 3;

    [Fact]
    public void Any_registration_comes_back() => Gens.Instance.Sample(
        instance => StoredInstanceAssert.Same(instance, ReadInstance(Write(instance), instance.Key)), seed: Seed, iter: 2000);

    [Fact]
    public void Any_settings_come_back() => Gens.Settings.Sample(
        settings => Assert.Equal(settings, ReadSettings(Write(settings), settings.Service)), seed: Seed, iter: 2000);

    [Fact]
    public void Any_override_comes_back() => Gens.Override.Sample(
        stored => Assert.Equal(stored, ReadOverride(Write(stored), stored.Key)), seed: Seed, iter: 2000);

    [Fact]
    public void Override_that_is_cut_anywhere_is_refused() => Gens.Override.Sample(
        stored =>
        {
            byte[] whole = Write(stored);
            for (int length = 0; length < whole.Length; length++)
                Assert.Throws<InvalidDataException>(() => ReadOverride(whole[..length], stored.Key));
        },
        seed: Seed,
        iter: 50);

    [Fact]
    public void Registration_that_is_cut_anywhere_is_refused() => Gens.Instance.Sample(
        instance =>
        {
            byte[] whole = Write(instance);
            int[] former = FormerEnds(instance);
            foreach (int length in Enumerable.Range(0, whole.Length).Except(former))
                Assert.Throws<InvalidDataException>(() => ReadInstance(whole[..length], instance.Key));
        },
        seed: Seed,
        iter: 50);

    [Fact]
    public void Settings_that_are_cut_are_refused_but_where_a_former_version_ended_them() => Gens.Settings.Sample(
        settings =>
        {
            byte[] whole = Write(settings);
            int[] former = FormerEnds(settings);
            foreach (int length in Enumerable.Range(0, whole.Length).Except(former))
                Assert.Throws<InvalidDataException>(() => ReadSettings(whole[..length], settings.Service));
        },
        seed: Seed,
        iter: 50);

    [Fact] // A check had neither timeout nor counts.
    public void Registration_of_a_former_version_is_read()
    {
        StoredInstance instance = new RegistrationBuilder("web", "a").WithCheck(HealthCheckKind.Tcp, "10.0.0.7:80", 2).BuildStored();

        StoredInstance read = ReadInstance(Write(instance)[..^CheckDetailsOctets], instance.Key);

        Assert.Equal(new HealthCheck(HealthCheckKind.Tcp, "10.0.0.7:80", 2), read.Registration.Check);
    }

    [Fact] // Settings had no ejection.
    public void Settings_of_a_former_version_are_read()
    {
        var settings = new StoredSettings("web", new ServiceSettings { TtlSeconds = 7, ProtectThreshold = 0.5 }, 3);

        Assert.Equal(settings, ReadSettings(Write(settings)[..FormerEnds(settings)[0]], "web"));
    }

    [Fact]
    public void Random_octets_are_a_registration_or_refused_and_nothing_else() => Gen.Byte.Array[0, 200].Sample(
        octets =>
        {
            try
            {
                ReadInstance(octets, new InstanceKey("web", "a"));
            }
            catch (InvalidDataException)
            {
                // This, and no other exception, is the answer to octets that are no registration.
            }
        },
        seed: Seed,
        iter: 20_000);

    [Fact]
    public void Small_registration_takes_few_octets()
    {
        byte[] octets = Write(new RegistrationBuilder("web", "a").BuildStored());

        Assert.InRange(octets.Length, 40, 60);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(127, 1)]
    [InlineData(128, 2)]
    [InlineData(int.MaxValue, 5)]
    [InlineData(-1, 5)]
    public void Number_takes_an_octet_for_every_seven_bits(int value, int octets)
    {
        var writer = new OctetWriter();
        writer.WriteInt32(value);

        Assert.Equal(octets, writer.Written.Length);
        Assert.Equal(value, new OctetReader(writer.Written, new TextPool()).ReadInt32());
    }

    [Fact]
    public void Same_octets_share_one_text()
    {
        var texts = new TextPool();

        Assert.Same(texts.Get("zone-1"u8), texts.Get("zone-1"u8));
        Assert.Equal("zone-2", texts.Get("zone-2"u8));
    }

    private static byte[] Write(StoredInstance instance)
    {
        var writer = new OctetWriter();
        InstanceCodec.Write(writer, instance);
        return writer.Written.ToArray();
    }

    private static byte[] Write(StoredSettings settings)
    {
        var writer = new OctetWriter();
        SettingsCodec.Write(writer, settings);
        return writer.Written.ToArray();
    }

    private static byte[] Write(StoredOverride stored)
    {
        var writer = new OctetWriter();
        OverrideCodec.Write(writer, stored);
        return writer.Written.ToArray();
    }

    private static StoredOverride ReadOverride(byte[] octets, InstanceKey key)
    {
        var reader = new OctetReader(octets, new TextPool());
        return OverrideCodec.Read(ref reader, key);
    }

    private static StoredInstance ReadInstance(byte[] octets, InstanceKey key)
    {
        var reader = new OctetReader(octets, new TextPool());
        return InstanceCodec.Read(ref reader, key);
    }

    private static StoredSettings ReadSettings(byte[] octets, string service)
    {
        var reader = new OctetReader(octets, new TextPool());
        return SettingsCodec.Read(ref reader, service);
    }

    /// <summary>Where a record of a former version ends: what follows was added since.</summary>
    private static int[] FormerEnds(StoredInstance instance) =>
        instance.Registration.Check is null ? [] : [Write(instance).Length - CheckDetailsOctets];

    private static int[] FormerEnds(StoredSettings settings)
    {
        ServiceSettings all = settings.Settings;
        int withoutEjection = Write(settings with { Settings = all with { Ejection = null } }).Length - 1;
        int withoutWeights = Write(settings with
        {
            Settings = all with { Ejection = null, WeightedSubset = null, WeightScale = null },
        }).Length - 3;
        return [withoutWeights, withoutEjection];
    }
}
