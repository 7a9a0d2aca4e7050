namespace DnsRegistry.Wire.Names;

/// <summary>Equality of names that can also be asked with a lower-cased wire form, without making a name of it.</summary>
public sealed class DomainNameComparer : IEqualityComparer<DomainName>, IAlternateEqualityComparer<ReadOnlySpan<byte>, DomainName>
{
    private DomainNameComparer()
    {
    }

    /// <summary>The one instance.</summary>
    public static DomainNameComparer Instance { get; } = new();

    /// <inheritdoc/>
    public bool Equals(DomainName? x, DomainName? y) => x == y;

    /// <inheritdoc/>
    public int GetHashCode(DomainName obj)
    {
        ArgumentNullException.ThrowIfNull(obj);
        return obj.GetHashCode();
    }

    /// <inheritdoc/>
    public bool Equals(ReadOnlySpan<byte> alternate, DomainName other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return alternate.SequenceEqual(other.Wire);
    }

    /// <inheritdoc/>
    public int GetHashCode(ReadOnlySpan<byte> alternate) => (int)NameHash.Of(alternate);

    /// <inheritdoc/>
    public DomainName Create(ReadOnlySpan<byte> alternate) => DomainName.FromWire(alternate);
}
