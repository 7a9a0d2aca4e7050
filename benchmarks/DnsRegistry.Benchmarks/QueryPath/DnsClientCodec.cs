using System.Buffers.Binary;
using DnsClient;

namespace DnsRegistry.Benchmarks.QueryPath;

/// <summary>
/// Reads a request with DnsClient's reader. The library has no public writer, so the response is three records written
/// with the framework's primitives: the figure is a lower bound for it.
/// </summary>
internal static class DnsClientCodec
{
    private const int HeaderOctets = 12;
    private const int RecordOctets = 16;

    /// <summary>Answers with three addresses that it need not look up.</summary>
    /// <returns>Octets of the response.</returns>
    internal static int Answer(byte[] request)
    {
        var reader = new DnsDatagramReader(new ArraySegment<byte>(request), HeaderOctets);
        DnsString name = reader.ReadQuestionQueryString();
        ushort type = reader.ReadUInt16NetworkOrder();
        reader.ReadUInt16NetworkOrder();
        int question = reader.Index;

        byte[] response = new byte[question + (3 * RecordOctets)];
        request.AsSpan(0, question).CopyTo(response);
        for (int i = 0; i < 3; i++)
        {
            Span<byte> record = response.AsSpan(question + (i * RecordOctets));
            BinaryPrimitives.WriteUInt16BigEndian(record, 0xC000 | HeaderOctets);
            BinaryPrimitives.WriteUInt16BigEndian(record[2..], type);
            BinaryPrimitives.WriteUInt16BigEndian(record[4..], 1);
            BinaryPrimitives.WriteUInt32BigEndian(record[6..], 5);
            BinaryPrimitives.WriteUInt16BigEndian(record[10..], 4);
        }

        return name.Value.Length > 0 ? response.Length : 0;
    }
}
