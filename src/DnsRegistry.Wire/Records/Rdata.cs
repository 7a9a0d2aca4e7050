using DnsRegistry.Wire.Names;

namespace DnsRegistry.Wire.Records;

/// <summary>
/// The RDATA of one record in wire form, names inside it lower-cased and uncompressed. It knows where the names are that
/// a writer may compress: only those of the types of RFC 1035 (RFC 3597 §4).
/// </summary>
public sealed class Rdata : IEquatable<Rdata>
{
    private readonly byte[] _octets;

    /// <summary>RDATA in which nothing may be compressed.</summary>
    public Rdata(ReadOnlySpan<byte> octets)
        : this(octets, 0, 0)
    {
    }

    /// <summary>RDATA with names that may be compressed, one after another.</summary>
    /// <param name="octets">The whole RDATA, uncompressed.</param>
    /// <param name="firstName">Octets before the first such name.</param>
    /// <param name="nameCount">Such names: 0, 1 (NS, CNAME, PTR, MX) or 2 (SOA).</param>
    public Rdata(ReadOnlySpan<byte> octets, int firstName, int nameCount)
    {
        if (octets.Length > ushort.MaxValue)
            throw new ArgumentException("RDATA has at most 65,535 octets.", nameof(octets));

        _octets = octets.ToArray();
        FirstName = firstName;
        NameCount = nameCount;
    }

    /// <summary>The RDATA, uncompressed.</summary>
    public ReadOnlySpan<byte> Octets => _octets;

    /// <summary>Octets before the first name that may be compressed.</summary>
    public int FirstName { get; }

    /// <summary>How many names stand there one after another that may be compressed.</summary>
    public int NameCount { get; }

    /// <summary>The first compressible name, in wire form.</summary>
    public ReadOnlySpan<byte> NameWire => NameAt(FirstName);

    /// <summary>The wire form of the name that begins at this octet.</summary>
    public ReadOnlySpan<byte> NameAt(int offset)
    {
        int end = offset;
        while (_octets[end] != 0)
            end += _octets[end] + 1;
        return _octets.AsSpan(offset, end + 1 - offset);
    }

    /// <summary>RDATA that is one compressible name: NS, CNAME, PTR.</summary>
    public static Rdata OfName(DomainName name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return new Rdata(name.Wire, 0, 1);
    }

    /// <inheritdoc/>
    public bool Equals(Rdata? other) => other is not null && Octets.SequenceEqual(other.Octets);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Rdata);

    /// <inheritdoc/>
    public override int GetHashCode() => (int)NameHash.Of(_octets);
}
