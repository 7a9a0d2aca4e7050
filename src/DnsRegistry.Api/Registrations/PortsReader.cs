using DnsRegistry.Api.Http;
using DnsRegistry.Api.Json;
using DnsRegistry.Registry.Instances;

namespace DnsRegistry.Api.Registrations;

/// <summary>Reads <c>ports</c>: names to a number, or to an object that also says the protocol.</summary>
internal static class PortsReader
{
    private const int StandInPort = 1;

    private static readonly KnownFields s_fields = new("port", "protocol");

    /// <summary>Reads the object under the cursor.</summary>
    public static void Read(ref StrictReader reader, List<NamedPort> ports)
    {
        if (!reader.TryOpenObject("ports"))
            return;

        var names = new HashSet<string>(StringComparer.Ordinal);
        while (reader.NextKey("ports", out string key))
        {
            string name = LabelText.Lower(key);
            if (names.Add(name))
                ports.Add(ReadPort(ref reader, name, $"ports.{key}"));
            else
                reader.Refuse($"ports.{key}", "is given twice");
        }
    }

    /// <summary>Reads a port number.</summary>
    public static int ReadNumber(ref StrictReader reader, string field)
    {
        int? port = reader.ReadWholeNumber(field, 1, 65_535);
        return port is >= 1 and <= 65_535 ? port.Value : StandInPort;
    }

    private static NamedPort ReadPort(ref StrictReader reader, string name, string field)
    {
        if (reader.IsNumber)
            return new NamedPort(name, ReadNumber(ref reader, field), PortProtocol.Tcp);
        if (reader.IsObject)
            return ReadObject(ref reader, name, field);

        reader.RefuseType(field, "a port number or an object");
        return new NamedPort(name, StandInPort, PortProtocol.Tcp);
    }

    private static NamedPort ReadObject(ref StrictReader reader, string name, string path)
    {
        int? port = null;
        var protocol = PortProtocol.Tcp;
        uint seen = 0;
        while (reader.NextField(s_fields, path + ".", ref seen, out int field))
        {
            if (field == 0)
                port = ReadNumber(ref reader, path + ".port");
            else
                protocol = ReadProtocol(ref reader, path + ".protocol");
        }

        if (port is null && (seen & 1) == 0)
            reader.Add(path + ".port", "is missing");
        return new NamedPort(name, port ?? StandInPort, protocol);
    }

    private static PortProtocol ReadProtocol(ref StrictReader reader, string field)
    {
        switch (reader.ReadText(field))
        {
            case null or "tcp":
                return PortProtocol.Tcp;
            case "udp":
                return PortProtocol.Udp;
            case string other:
                reader.Add(field, $"'{other}' is neither 'tcp' nor 'udp'");
                return PortProtocol.Tcp;
        }
    }
}
