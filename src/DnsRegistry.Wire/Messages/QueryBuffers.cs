using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using DnsRegistry.Wire.Names;

namespace DnsRegistry.Wire.Messages;

/// <summary>Room for the lower-cased QNAME of one query and the places of its labels. A worker keeps one.</summary>
public struct QueryBuffers
{
    private NameOctets _name;
    private LabelOffsets _offsets;

    /// <summary>Room for the name.</summary>
    [UnscopedRef]
    internal Span<byte> Name => _name;

    /// <summary>Room for the label offsets.</summary>
    [UnscopedRef]
    internal Span<byte> Offsets => _offsets;

    [InlineArray(DomainName.MaxOctets + 1)]
    private struct NameOctets
    {
        private byte _first;
    }

    [InlineArray(QueryName.MaxLabels)]
    private struct LabelOffsets
    {
        private byte _first;
    }
}
