using DnsRegistry.Wire.Names;

namespace DnsRegistry.Zones.Static;

/// <summary>A name in RDATA that an answer goes on with: the target of a CNAME or DNAME, ready to be looked up.</summary>
internal sealed class NameTarget
{
    private readonly byte[] _labelOffsets;

    internal NameTarget(DomainName name)
    {
        Name = name;
        _labelOffsets = new byte[name.LabelCount + 1];
        for (int i = 1; i < _labelOffsets.Length; i++)
            _labelOffsets[i] = (byte)(name.Wire.Length - name.WireFromLabel(i).Length);
    }

    internal DomainName Name { get; }

    /// <summary>Where each label begins in the wire form, the root label included.</summary>
    internal ReadOnlySpan<byte> LabelOffsets => _labelOffsets;

    internal QueryName AsQueryName() => new(Name.Wire, _labelOffsets);
}
