namespace DnsRegistry.Wire.Messages;

/// <summary>The second 16 bits of a header (RFC 1035 §4.1.1, RFC 4035 §3).</summary>
internal static class MessageFlags
{
    internal const int HeaderOctets = 12;
    internal const ushort Response = 0x8000;
    internal const ushort OpcodeMask = 0x7800;
    internal const int OpcodeShift = 11;
    internal const ushort Authoritative = 0x0400;
    internal const ushort Truncated = 0x0200;
    internal const ushort RecursionDesired = 0x0100;
    internal const ushort RecursionAvailable = 0x0080;
    internal const ushort CheckingDisabled = 0x0010;
}
