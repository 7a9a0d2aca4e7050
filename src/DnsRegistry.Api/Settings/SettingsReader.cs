using DnsRegistry.Api.Json;
using DnsRegistry.Registry.Services;
using DnsRegistry.Registry.Validation;

namespace DnsRegistry.Api.Settings;

/// <summary>Reads the settings of a service. What is left out has its default: a PUT replaces the whole.</summary>
internal sealed class SettingsReader
{
    /// <summary>The longest TTL in seconds.</summary>
    public const int MaxTtlSeconds = 3600;

    /// <summary>Instances in one answer, at most: whoever wants more wants all.</summary>
    public const int MaxWeightedSubset = 1000;

    /// <summary>The largest weight that an SRV record can say, and the largest factor that makes sense.</summary>
    public const int MaxWeightScale = 65_535;

    private static readonly KnownFields s_fields = new(
        "ttlSeconds", "zoneFallback", "emptyAnswer", "protectThreshold", "weightedSubset", "weightScale", "ejection");

    private ServiceSettings _settings = new();

    /// <summary>Reads a body.</summary>
    /// <returns>The settings; not to be used when there are faults.</returns>
    public static ServiceSettings Read(ReadOnlySpan<byte> json, List<FieldFault> faults)
    {
        var target = new SettingsReader();
        StrictJson.Read(json, faults, target, static (ref StrictReader reader, SettingsReader target) => target.ReadObject(ref reader));
        return target._settings;
    }

    private void ReadObject(ref StrictReader reader)
    {
        if (!reader.TryOpenObject(""))
            return;

        uint seen = 0;
        while (reader.NextField(s_fields, "", ref seen, out int field))
        {
            string name = s_fields[field];
            _settings = name switch
            {
                "ttlSeconds" => _settings with { TtlSeconds = reader.ReadWholeNumber(name, 0, MaxTtlSeconds) },
                "zoneFallback" => _settings with { ZoneFallback = ReadWord(ref reader, name, SettingsWords.ZoneFallbacks) },
                "emptyAnswer" => _settings with { EmptyAnswer = ReadWord(ref reader, name, SettingsWords.EmptyAnswers) },
                "protectThreshold" => _settings with { ProtectThreshold = reader.ReadShare(name) ?? 0 },
                "weightedSubset" => _settings with { WeightedSubset = reader.ReadWholeNumber(name, 1, MaxWeightedSubset) },
                "weightScale" => _settings with { WeightScale = ReadFactor(ref reader, name) },
                _ => _settings with { Ejection = EjectionReader.Read(ref reader) },
            };
        }
    }

    private static double? ReadFactor(ref StrictReader reader, string field)
    {
        double? factor = reader.ReadNumber(field);
        if (factor is <= 0 or > MaxWeightScale)
            reader.Add(field, $"must be a number above 0 and up to {MaxWeightScale}");
        return factor;
    }

    private static T ReadWord<T>(ref StrictReader reader, string field, IReadOnlyDictionary<string, T> words)
        where T : struct, Enum
    {
        if (reader.ReadText(field) is not string text)
            return default;
        if (!words.TryGetValue(text, out T value))
            reader.Add(field, $"'{text}' is none of {string.Join(", ", words.Keys)}");
        return value;
    }
}
