using DnsRegistry.Registry.Instances;
using Xunit;

namespace DnsRegistry.Testing.Storage;

/// <summary>Compares registrations field by field: the equality of records does not look into lists.</summary>
public static class StoredInstanceAssert
{
    /// <summary>Fails when a field differs.</summary>
    public static void Same(StoredInstance expected, StoredInstance actual)
    {
        Assert.Equal(expected.Registration.Addresses, actual.Registration.Addresses);
        Assert.Equal(expected.Registration.Ports, actual.Registration.Ports);
        Assert.Equal(expected.Registration.Metadata, actual.Registration.Metadata);
        Assert.Equal(WithoutLists(expected), WithoutLists(actual));
        Assert.Equal(TimeSpan.Zero, actual.RegisteredAt.Offset);
    }

    private static StoredInstance WithoutLists(StoredInstance instance) =>
        instance with { Registration = instance.Registration with { Addresses = [], Ports = [], Metadata = [] } };
}
