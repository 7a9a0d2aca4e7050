using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using DnsRegistry.Wire.Records;

namespace DnsRegistry.Testing;

/// <summary>Builds requests octet by octet, without the product's own writer.</summary>
public static class QueryOctets
{
    private const int HeaderOctets = 12;

    // The root label that ends the QNAME, QTYPE and QCLASS.
    private const int QuestionOctets = 5;

    // The root label as owner, TYPE, CLASS and TTL.
    private const int OptOctetsBeforeLength = 9;

    /// <summary>A query with one question.</summary>
    /// <param name="name">The name; <c>\.</c> and <c>\DDD</c> are understood.</param>
    /// <param name="type">The QTYPE.</param>
    /// <param name="edns">The UDP payload size to announce; null leaves the OPT record out.</param>
    /// <param name="recordClass">The QCLASS.</param>
    public static byte[] Of(string name, RecordType type, ushort? edns = null, RecordClass recordClass = RecordClass.Internet)
    {
        List<byte> octets = [0x12, 0x34, 0x01, 0x00, 0, 1, 0, 0, 0, 0, 0, (byte)(edns is null ? 0 : 1)];
        octets.AddRange(NameOf(name));
        AddUInt16(octets, (ushort)type);
        AddUInt16(octets, (ushort)recordClass);
        if (edns is ushort payloadOctets)
        {
            octets.Add(0);
            AddUInt16(octets, (ushort)RecordType.Opt);
            AddUInt16(octets, payloadOctets);
            octets.AddRange([0, 0, 0, 0, 0, 0]);
        }

        return [.. octets];
    }

    /// <summary>The query with one more EDNS option. It must have an OPT record, and nothing behind it.</summary>
    public static byte[] WithOption(byte[] query, ushort code, params ReadOnlySpan<byte> data)
    {
        int question = HeaderOctets;
        while (query[question] != 0)
            question += query[question] + 1;
        int lengthAt = question + QuestionOctets + OptOctetsBeforeLength;

        List<byte> octets = [.. query.AsSpan(0, lengthAt)];
        AddUInt16(octets, (ushort)(query.Length - lengthAt - 2 + 4 + data.Length));
        octets.AddRange(query.AsSpan(lengthAt + 2));
        AddUInt16(octets, code);
        AddUInt16(octets, (ushort)data.Length);
        octets.AddRange(data);
        return [.. octets];
    }

    /// <summary>A query that a resolver sends for a client in this network (RFC 7871 §6), its address cut as it has to be.</summary>
    public static byte[] ForClient(string name, RecordType type, string network)
    {
        string[] parts = network.Split('/');
        byte[] address = IPAddress.Parse(parts[0]).GetAddressBytes();
        byte bits = byte.Parse(parts[1], CultureInfo.InvariantCulture);
        byte family = (byte)(address.Length == 4 ? 1 : 2);
        return WithOption(Of(name, type, edns: 1232), 8, [0, family, bits, 0, .. address.AsSpan(0, (bits + 7) / 8)]);
    }

    /// <summary>A message as TCP carries it, behind its length (RFC 7766 §8).</summary>
    public static byte[] Framed(byte[] message) => [(byte)(message.Length >> 8), (byte)message.Length, .. message];

    private static List<byte> NameOf(string name)
    {
        var wire = new List<byte>();
        var label = new List<byte>();
        for (int i = 0; i < name.Length; i++)
        {
            if (name[i] == '.')
            {
                AddLabel(wire, label);
                continue;
            }

            bool isEscape = name[i] == '\\';
            if (isEscape && char.IsAsciiDigit(name[i + 1]))
            {
                label.Add(byte.Parse(name.AsSpan(i + 1, 3), NumberStyles.None, CultureInfo.InvariantCulture));
                i += 3;
            }
            else
            {
                label.Add((byte)name[isEscape ? ++i : i]);
            }
        }

        AddLabel(wire, label);
        wire.Add(0);
        return wire;
    }

    private static void AddLabel(List<byte> wire, List<byte> label)
    {
        if (label.Count == 0)
            return;

        wire.Add((byte)label.Count);
        wire.AddRange(label);
        label.Clear();
    }

    private static void AddUInt16(List<byte> octets, ushort value)
    {
        Span<byte> two = stackalloc byte[sizeof(ushort)];
        BinaryPrimitives.WriteUInt16BigEndian(two, value);
        octets.AddRange(two);
    }
}
