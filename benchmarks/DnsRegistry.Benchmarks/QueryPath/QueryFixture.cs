using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using DnsRegistry.Server.Query;
using DnsRegistry.Wire.Names;
using DnsRegistry.Wire.Records;
using DnsRegistry.Zones;
using DnsRegistry.Zones.Services;

namespace DnsRegistry.Benchmarks.QueryPath;

/// <summary>A registry of many services with three instances each, without a database behind it, and questions about it.</summary>
internal sealed class QueryFixture
{
    internal const int InstancesPerService = 3;

    private readonly byte[] _response = new byte[ResponseLimits.MaxTcpOctets];
    private readonly QueryHandler _handler;

    internal QueryFixture(int services)
    {
        var suffix = DomainName.Parse("svc.");
        var directory = new ServiceDirectory(AnswerPolicy.Default);
        for (int service = 0; service < services; service++)
        {
            for (int instance = 0; instance < InstancesPerService; instance++)
                Register(directory, service, instance);
        }

        directory.MarkLoaded();
        var zone = new ServiceZone(suffix, new ZoneIdentity(suffix, []), directory);
        _handler = new QueryHandler(new ZonePublisher(new ZoneCatalog([zone])), new ResponseLimits(), seed: 1);
    }

    /// <summary>A request with an OPT record, as resolvers send them.</summary>
    internal static byte[] Request(string name, RecordType type)
    {
        ReadOnlySpan<byte> wire = DomainName.Parse(name).Wire;
        byte[] request = new byte[12 + wire.Length + 4 + 11];
        BinaryPrimitives.WriteUInt16BigEndian(request, 0x1234);
        BinaryPrimitives.WriteUInt16BigEndian(request.AsSpan(4), 1);
        BinaryPrimitives.WriteUInt16BigEndian(request.AsSpan(10), 1);
        wire.CopyTo(request.AsSpan(12));
        Span<byte> rest = request.AsSpan(12 + wire.Length);
        BinaryPrimitives.WriteUInt16BigEndian(rest, (ushort)type);
        BinaryPrimitives.WriteUInt16BigEndian(rest[2..], (ushort)RecordClass.Internet);
        BinaryPrimitives.WriteUInt16BigEndian(rest[5..], (ushort)RecordType.Opt);
        BinaryPrimitives.WriteUInt16BigEndian(rest[7..], ResponseLimits.DefaultUdpPayloadOctets);
        return request;
    }

    /// <summary>Answers one request.</summary>
    /// <returns>Octets of the response.</returns>
    internal int Answer(byte[] request) =>
        _handler.Answer(request, _response, ClientAddress.FromIPv4(0x7F00_0001), Transport.Udp, nowMilliseconds: 0);

    private static void Register(ServiceDirectory directory, int service, int instance)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"s{service}");
        byte[] id = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"i{instance}"));
        byte[] address = [10, (byte)(service >> 8), (byte)service, (byte)(instance + 1)];
        var endpoint = new Endpoint(id, address, [], [], [], new Endless()) { Port = 8080, Weight = 100, IsPassing = true };
        directory.Apply(new EndpointChange(name, null, null, new EndpointPlace(name, "z1", "default", "default"), endpoint));
    }

    private sealed class Endless : IAnswerLifetime
    {
        public long EndsAtMilliseconds => MonotonicTime.Never;
    }
}
