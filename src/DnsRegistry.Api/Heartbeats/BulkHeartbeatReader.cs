using System.Text;
using DnsRegistry.Api.Http;
using DnsRegistry.Api.Json;
using DnsRegistry.Registry.Instances;
using DnsRegistry.Registry.Validation;

namespace DnsRegistry.Api.Heartbeats;

/// <summary>
/// Reads <c>{"instances":[{"service":"web","id":"a"},…]}</c>. Labels are not checked against the rules: one that breaks them
/// cannot be registered, so it comes back among the unknown ones.
/// </summary>
internal sealed class BulkHeartbeatReader
{
    private static readonly KnownFields s_bodyFields = new("instances");
    private static readonly KnownFields s_itemFields = new("service", "id");

    private readonly List<FieldFault> _faults;
    private readonly InstanceKeyList _keys;
    private string _lastService = "";

    private BulkHeartbeatReader(List<FieldFault> faults, InstanceKeyList keys)
    {
        _faults = faults;
        _keys = keys;
    }

    /// <summary>Reads the body; the keys are not to be used when there are faults.</summary>
    public static void Read(ReadOnlySpan<byte> json, InstanceKeyList keys, List<FieldFault> faults) =>
        StrictJson.Read(
            json, faults, new BulkHeartbeatReader(faults, keys),
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
        uint seen = 0;
        while (reader.NextField(s_itemFields, "", ref seen, out int field))
        {
            if (field == 0)
                service = ReadService(ref reader);
            else
                id = ReadLabel(ref reader, "id");
        }

        if ((seen & 1) == 0)
            reader.Add("service", "is missing");
        if ((seen & 2) == 0)
            reader.Add("id", "is missing");
        _keys.Add(new InstanceKey(service ?? "", id ?? ""));
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
