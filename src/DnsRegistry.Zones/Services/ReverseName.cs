using System.Buffers.Binary;

namespace DnsRegistry.Zones.Services;

/// <summary>
/// What an address is called by one instance, and by the next that has the same address. Immutable. The name is put
/// together from parts that are there anyway: a million names in full would cost more than all answers.
/// </summary>
/// <param name="endpoint">The instance.</param>
/// <param name="tail">The labels <c>version.group.service.zone</c> that follow its id, in wire form.</param>
/// <param name="addressIndex">Which of its addresses it is.</param>
/// <param name="next">What else the address is called; null at the end.</param>
internal sealed class ReverseName(Endpoint endpoint, byte[] tail, int addressIndex, ReverseName? next) : ILabeled
{
    /// <summary>The address as <see cref="ReverseDirectory"/> looks it up: IPv4 in four octets, however it was registered.</summary>
    public ReadOnlySpan<byte> Label => KeyOf(endpoint.Address(addressIndex));

    /// <summary>The instance.</summary>
    internal Endpoint Endpoint => endpoint;

    /// <summary>What else the address is called.</summary>
    internal ReverseName? Next => next;

    /// <summary>The labels that follow the id, in wire form.</summary>
    internal ReadOnlySpan<byte> Tail => tail;

    /// <summary>The label of its service, whose TTL holds here, too.</summary>
    internal ReadOnlySpan<byte> Service
    {
        get
        {
            ReadOnlySpan<byte> labels = tail.AsSpan(tail[0] + 1);
            labels = labels[(labels[0] + 1)..];
            return labels.Slice(1, labels[0]);
        }
    }

    /// <summary>The octets of an address that it is looked up by.</summary>
    internal static ReadOnlySpan<byte> KeyOf(ReadOnlySpan<byte> address) =>
        address.Length == 16 && BinaryPrimitives.ReadUInt128BigEndian(address) >> 32 == AddressBits.MappedPrefix ? address[12..] : address;

    /// <summary>The same name, before another.</summary>
    internal ReverseName Before(ReverseName? other) => new(endpoint, tail, addressIndex, other);
}
