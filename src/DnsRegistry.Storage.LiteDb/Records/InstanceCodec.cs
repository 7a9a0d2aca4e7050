using System.Net;
using System.Runtime.InteropServices;
using DnsRegistry.Registry.Instances;
using DnsRegistry.Wire.Names;

namespace DnsRegistry.Storage.LiteDb.Records;

/// <summary>
/// A registration as octets. The order of fields is the format: a new field goes to the end, and is read only where the
/// record has not ended before it.
/// </summary>
internal static class InstanceCodec
{
    private const int IPv4Octets = 4;
    private const int IPv6Octets = 16;

    /// <summary>Writes a registration without its key.</summary>
    public static void Write(OctetWriter writer, in StoredInstance instance)
    {
        Registration registration = instance.Registration;
        writer.WriteInt64(instance.Generation);
        writer.WriteInt64(instance.Revision);
        writer.WriteInt64(instance.RegisteredAt.UtcTicks);
        writer.WriteOptionalText(instance.Owner);
        writer.WriteText(registration.Zone);
        writer.WriteText(registration.Group);
        writer.WriteText(registration.Version);
        writer.WriteOctets(registration.Host is null ? [] : registration.Host.Wire);
        writer.WriteInt32(registration.Port);
        writer.WriteInt32(registration.Weight);
        writer.WriteInt32(registration.LeaseSeconds);
        writer.WriteByte(registration.IsStatic ? (byte)1 : (byte)0);
        WriteAddresses(writer, registration);
        WritePorts(writer, registration.Ports);
        WriteMetadata(writer, registration.Metadata);
        WriteCheck(writer, registration.Check);
    }

    /// <summary>Reads a registration whose key is known.</summary>
    /// <exception cref="InvalidDataException">The octets are not a registration.</exception>
    public static StoredInstance Read(ref OctetReader reader, InstanceKey key)
    {
        long generation = reader.ReadInt64();
        long revision = reader.ReadInt64();
        DateTimeOffset registeredAt = ReadTime(ref reader);
        string? owner = reader.ReadOptionalSharedText();

        // An initializer reads in the order of its lines, which is the order of the fields.
        var registration = new Registration
        {
            Key = key,
            Zone = reader.ReadSharedText(),
            Group = reader.ReadSharedText(),
            Version = reader.ReadSharedText(),
            Host = ReadHost(ref reader),
            Port = reader.ReadInt32(),
            Weight = reader.ReadInt32(),
            LeaseSeconds = reader.ReadInt32(),
            IsStatic = reader.ReadFlag(),
            Addresses = ReadAddresses(ref reader, out uint? soleIPv4),
            SoleIPv4 = soleIPv4,
            Ports = ReadPorts(ref reader),
            Metadata = ReadMetadata(ref reader),
            Check = ReadCheck(ref reader),
        };
        return new StoredInstance(registration, generation, revision, registeredAt, owner);
    }

    private static void WriteAddresses(OctetWriter writer, Registration registration)
    {
        if (registration.SoleIPv4 is { } sole)
        {
            writer.WriteInt32(1);
            writer.WriteOctets(MemoryMarshal.AsBytes(new ReadOnlySpan<uint>(in sole)));
            return;
        }

        Span<byte> octets = stackalloc byte[IPv6Octets];
        IReadOnlyList<IPAddress> addresses = registration.Addresses;
        writer.WriteInt32(addresses.Count);
        foreach (IPAddress address in addresses)
        {
            address.TryWriteBytes(octets, out int length);
            writer.WriteOctets(octets[..length]);
            if (length == IPv6Octets)
                writer.WriteInt64(address.ScopeId);
        }
    }

    private static void WritePorts(OctetWriter writer, IReadOnlyList<NamedPort> ports)
    {
        writer.WriteInt32(ports.Count);
        foreach (NamedPort port in ports)
        {
            writer.WriteText(port.Name);
            writer.WriteInt32(port.Port);
            writer.WriteByte((byte)port.Protocol);
        }
    }

    private static void WriteMetadata(OctetWriter writer, IReadOnlyList<KeyValuePair<string, string>> metadata)
    {
        writer.WriteInt32(metadata.Count);
        foreach ((string key, string value) in metadata)
        {
            writer.WriteText(key);
            writer.WriteText(value);
        }
    }

    private static void WriteCheck(OctetWriter writer, HealthCheck? check)
    {
        writer.WriteByte(check is null ? (byte)0 : (byte)1);
        if (check is null)
            return;

        writer.WriteByte((byte)check.Kind);
        writer.WriteText(check.Target);
        writer.WriteInt32(check.IntervalSeconds);
        writer.WriteInt32(check.TimeoutSeconds);
        writer.WriteInt32(check.Failures);
        writer.WriteInt32(check.Passes);
    }

    private static DateTimeOffset ReadTime(ref OctetReader reader)
    {
        long ticks = reader.ReadInt64();
        return ticks >= 0 && ticks <= DateTimeOffset.MaxValue.UtcTicks
            ? new DateTimeOffset(ticks, TimeSpan.Zero)
            : throw new InvalidDataException($"{ticks} is no time.");
    }

    private static DomainName? ReadHost(ref OctetReader reader)
    {
        ReadOnlySpan<byte> wire = reader.ReadOctets();
        try
        {
            return wire.IsEmpty ? null : DomainName.FromWire(wire);
        }
        catch (ArgumentException exception)
        {
            throw new InvalidDataException("A host is no domain name.", exception);
        }
    }

    /// <param name="reader">Stands where the addresses begin.</param>
    /// <param name="soleIPv4">The address, if it is the only one and of IPv4. The list is empty then.</param>
    private static IPAddress[] ReadAddresses(ref OctetReader reader, out uint? soleIPv4)
    {
        soleIPv4 = null;
        int count = reader.ReadCount();
        if (count == 0)
            return [];

        ReadOnlySpan<byte> octets = reader.ReadOctets();
        if (count == 1 && octets.Length == IPv4Octets)
        {
            soleIPv4 = MemoryMarshal.Read<uint>(octets);
            return [];
        }

        var addresses = new IPAddress[count];
        for (int i = 0; i < addresses.Length; i++)
        {
            if (i > 0)
                octets = reader.ReadOctets();
            addresses[i] = octets.Length switch
            {
                IPv4Octets => new IPAddress(octets),
                IPv6Octets => new IPAddress(octets, ReadScope(ref reader)),
                _ => throw new InvalidDataException($"An address has {octets.Length} octets."),
            };
        }

        return addresses;
    }

    private static long ReadScope(ref OctetReader reader)
    {
        ulong scope = reader.ReadNumber();
        return scope <= uint.MaxValue ? (long)scope : throw new InvalidDataException($"{scope} is no scope of an address.");
    }

    private static NamedPort[] ReadPorts(ref OctetReader reader)
    {
        int count = reader.ReadCount();
        NamedPort[] ports = count == 0 ? [] : new NamedPort[count];
        for (int i = 0; i < count; i++)
            ports[i] = new NamedPort(reader.ReadSharedText(), reader.ReadInt32(), reader.ReadEnum<PortProtocol>());
        return ports;
    }

    private static KeyValuePair<string, string>[] ReadMetadata(ref OctetReader reader)
    {
        int count = reader.ReadCount();
        KeyValuePair<string, string>[] metadata = count == 0 ? [] : new KeyValuePair<string, string>[count];
        for (int i = 0; i < count; i++)
            metadata[i] = new(reader.ReadSharedText(), reader.ReadText());
        return metadata;
    }

    private static HealthCheck? ReadCheck(ref OctetReader reader)
    {
        if (!reader.ReadFlag())
            return null;

        var check = new HealthCheck(reader.ReadEnum<HealthCheckKind>(), reader.ReadText(), reader.ReadInt32());
        return reader.IsAtEnd ? check : check with
        {
            TimeoutSeconds = reader.ReadInt32(),
            Failures = reader.ReadInt32(),
            Passes = reader.ReadInt32(),
        };
    }
}
