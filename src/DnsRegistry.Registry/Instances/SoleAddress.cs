using System.Collections;
using System.Net;
using System.Net.Sockets;

namespace DnsRegistry.Registry.Instances;

/// <summary>
/// A list of one IPv4 address, which is what most instances have. It keeps four octets; an array and an
/// <see cref="IPAddress"/> would be three times as large, a million times.
/// </summary>
public sealed class SoleAddress : IReadOnlyList<IPAddress>
{
    private const int Octets = 4;

    private readonly uint _address;

    /// <summary>The list of this address.</summary>
    /// <param name="octets">Its four octets.</param>
    public SoleAddress(ReadOnlySpan<byte> octets) => _address = BitConverter.ToUInt32(octets);

    /// <inheritdoc/>
    public int Count => 1;

    /// <inheritdoc/>
    public IPAddress this[int index] =>
        index == 0 ? new IPAddress(_address) : throw new ArgumentOutOfRangeException(nameof(index));

    /// <summary>Writes the four octets of the address.</summary>
    /// <returns>How many these are.</returns>
    public int Write(Span<byte> octets)
    {
        BitConverter.TryWriteBytes(octets, _address);
        return Octets;
    }

    /// <summary>The list to keep in place of this one, or null when it is not one IPv4 address.</summary>
    internal static IReadOnlyList<IPAddress>? Instead(IReadOnlyList<IPAddress> addresses)
    {
        if (addresses is SoleAddress)
            return addresses;
        if (addresses is not [{ AddressFamily: AddressFamily.InterNetwork } sole])
            return null;

        Span<byte> octets = stackalloc byte[Octets];
        sole.TryWriteBytes(octets, out _);
        return new SoleAddress(octets);
    }

    /// <inheritdoc/>
    public IEnumerator<IPAddress> GetEnumerator()
    {
        yield return this[0];
    }

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
