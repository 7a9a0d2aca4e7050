using System.Buffers.Binary;

namespace DnsRegistry.Server.Mirroring;

/// <summary>
/// The EDNS option that marks a copy, with a code for local use (RFC 6891 §9). A copy is never copied again: two servers that
/// mirror to each other, or one that mirrors to itself, would never come to rest.
/// </summary>
internal static class MirrorMark
{
    /// <summary>OPTION-CODE.</summary>
    internal const ushort OptionCode = 65_300;

    /// <summary>Whether a request is a copy.</summary>
    /// <param name="options">The options of its OPT record, known to be well-formed.</param>
    internal static bool IsIn(ReadOnlySpan<byte> options)
    {
        while (options.Length >= 4)
        {
            if (BinaryPrimitives.ReadUInt16BigEndian(options) == OptionCode)
                return true;
            options = options[(4 + BinaryPrimitives.ReadUInt16BigEndian(options[2..]))..];
        }

        return false;
    }
}
