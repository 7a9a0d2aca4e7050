using DnsRegistry.Api.Json;
using DnsRegistry.Registry.Instances;
using DnsRegistry.Registry.Validation;

namespace DnsRegistry.Api.InstanceOverrides;

/// <summary>Reads what an operator says about an instance. What is left out is left to the instance: a PUT replaces the whole.</summary>
internal sealed class OverrideReader
{
    /// <summary>The largest weight (RFC 2782).</summary>
    public const int MaxWeight = 65_535;

    private static readonly KnownFields s_fields = new("enabled", "draining", "weight");

    private InstanceOverride _value = new();

    /// <summary>Reads a body.</summary>
    /// <returns>The override; not to be used when there are faults.</returns>
    public static InstanceOverride Read(ReadOnlySpan<byte> json, List<FieldFault> faults)
    {
        var target = new OverrideReader();
        int before = faults.Count;
        StrictJson.Read(json, faults, target, static (ref StrictReader reader, OverrideReader target) => target.ReadObject(ref reader));
        if (faults.Count == before && target._value == new InstanceOverride())
            faults.Add(new FieldFault("", "says nothing; give 'enabled', 'draining' or 'weight', or DELETE the override"));
        return target._value;
    }

    private void ReadObject(ref StrictReader reader)
    {
        if (!reader.TryOpenObject(""))
            return;

        uint seen = 0;
        while (reader.NextField(s_fields, "", ref seen, out int field))
        {
            string name = s_fields[field];
            _value = name switch
            {
                "enabled" => _value with { IsEnabled = reader.ReadBoolean(name) },
                "draining" => _value with { IsDraining = reader.ReadBoolean(name) },
                _ => _value with { Weight = reader.ReadWholeNumber(name, 0, MaxWeight) },
            };
        }
    }
}
