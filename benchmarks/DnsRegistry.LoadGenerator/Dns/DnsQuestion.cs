using System.Buffers.Binary;
using System.Text;

namespace DnsRegistry.LoadGenerator.Dns;

/// <summary>What is asked.</summary>
/// <param name="Name">The name, without a dot at the end.</param>
/// <param name="Type">The type.</param>
internal readonly record struct DnsQuestion(string Name, ushort Type)
{
    /// <summary>An IPv4 address.</summary>
    public const ushort A = 1;

    /// <summary>A host and a port (RFC 2782).</summary>
    public const ushort Srv = 33;

    private const int HeaderOctets = 12;
    private const ushort Opt = 41;
    private const ushort PayloadOctets = 1232;

    /// <summary>Writes the message that asks.</summary>
    /// <param name="message">Where to.</param>
    /// <param name="choose">Chooses the id and the letter case of the name, both of which the answer has to repeat.</param>
    /// <param name="end">Where the question ends; behind it stands what EDNS needs.</param>
    /// <returns>Octets written.</returns>
    public int Write(Span<byte> message, Random choose, out int end)
    {
        message[..HeaderOctets].Clear();
        BinaryPrimitives.WriteUInt16BigEndian(message, (ushort)choose.Next(1 << 16));
        message[5] = 1;
        message[11] = 1;
        int offset = HeaderOctets;
        foreach (string label in Name.Split('.'))
        {
            message[offset++] = (byte)label.Length;
            foreach (byte octet in Encoding.ASCII.GetBytes(label))
                message[offset++] = char.IsAsciiLetter((char)octet) && choose.Next(2) == 0 ? (byte)(octet ^ 0x20) : octet;
        }

        message[offset++] = 0;
        BinaryPrimitives.WriteUInt16BigEndian(message[offset..], Type);
        BinaryPrimitives.WriteUInt16BigEndian(message[(offset + 2)..], 1);
        end = offset + 4;

        // RFC 6891 §6.1.2: the root, OPT, the largest answer, and zeros.
        message.Slice(end, 11).Clear();
        BinaryPrimitives.WriteUInt16BigEndian(message[(end + 1)..], Opt);
        BinaryPrimitives.WriteUInt16BigEndian(message[(end + 3)..], PayloadOctets);
        return end + 11;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Name} {(Type == A ? "A" : "SRV")}";
}
