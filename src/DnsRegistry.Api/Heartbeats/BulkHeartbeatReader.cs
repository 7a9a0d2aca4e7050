using System.Text;
using DnsRegistry.Api.Http;
using DnsRegistry.Api.Json;
using DnsRegistry.Registry.Instances;
using DnsRegistry.Registry.Validation;

namespace DnsRegistry.Api.Heartbeats;

/// <summary>
/// Reads <c>{"instances":[{"service":"web","id":"a","generation":7},…]}</c>, generations left out at will. Labels are not
/// checked against the rules: one that breaks them
/// cannot be registered, so it comes back among the unknown ones.
/// </summary>
internal sealed class BulkHeartbeatReader
{
    private static readonly KnownFields s_bodyFields = new("instances");
    private static readonly KnownFields s_itemFields = new("service", "id", "generation");

    private readonly List<FieldFault> _faults;
    private readonly HeartbeatList _items;
    private string _lastService = "";

    private BulkHeartbeatReader(List<FieldFault> faults, HeartbeatList items)
    {
        _faults = faults;
        _items = items;
    }

    /// <summary>Reads the body; the heartbeats are not to be used when there are faults.</summary>
    public static void Read(ReadOnlySpan<byte> json, HeartbeatList items, List<FieldFault> faults) =>
        StrictJson.Read(
            json, faults, new BulkHeartbeatReader(faults, items),
            static (ref StrictReader reader, BulkHeartbeatReader self) => self.ReadBody(ref reader));

    private void ReadBody(ref StrictReader reader)
    {
        if (!reader.TryOpenObject(""))
            return;

        uint seen = 0;
        while (reader.NextField(s_bodyFields, "", ref seen, out _))
            ReadInstances(ref reader);
        if (seen == 0)
            reader.Add("instances", "is missing");
    }

    private void ReadInstances(ref StrictReader reader)
    {
        if (!reader.TryOpenList("instances"))
            return;

        for (int index = 0; reader.NextItem(); index++)
        {
            int before = _faults.Count;
            ReadItem(ref reader);
            if (_faults.Count > before)
                FaultPath.Prepend($"instances[{index}]", _faults, before);
        }
    }

    private void ReadItem(ref StrictReader reader)
    {
        if (!reader.TryOpenObject(""))
            return;

        string? service = null;
        string? id = null;
        long? generation = null;
        uint seen = 0;
        while (reader.NextField(s_itemFields, "", ref seen, out int field))
        {
            if (field == 0)
                service = ReadService(ref reader);
            else if (field == 1)
                id = ReadLabel(ref reader, "id");
            else
                generation = reader.ReadLongNumber("generation");
        }

        if ((seen & 1) == 0)
            reader.Add("service", "is missing");
        if ((seen & 2) == 0)
            reader.Add("id", "is missing");
        _items.Add(new Heartbeat(new InstanceKey(service ?? "", id ?? ""), generation));
    }

    /// <summary>Most callers send the instances of one service in a row: its name is made once.</summary>
    private string? ReadService(ref StrictReader reader)
    {
        if (reader.TryGetPlainText(out ReadOnlySpan<byte> text) && Ascii.Equals(text, _lastService))
            return _lastService;

        string? service = ReadLabel(ref reader, "service");
        _lastService = service ?? _lastService;
        return service;
    }

    private static string? ReadLabel(ref StrictReader reader, string field) =>
        reader.ReadText(field) is string text ? LabelText.Lower(text) : null;
}
