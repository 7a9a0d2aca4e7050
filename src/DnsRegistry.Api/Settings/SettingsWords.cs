using DnsRegistry.Zones.Services;

namespace DnsRegistry.Api.Settings;

/// <summary>The words that stand for settings in JSON.</summary>
internal static class SettingsWords
{
    /// <summary>The values of <c>zoneFallback</c>.</summary>
    public static readonly IReadOnlyDictionary<string, ZoneFallback> ZoneFallbacks = new Dictionary<string, ZoneFallback>
    {
        ["none"] = ZoneFallback.None,
        ["srv"] = ZoneFallback.Srv,
        ["all"] = ZoneFallback.All,
    };

    /// <summary>The values of <c>emptyAnswer</c>.</summary>
    public static readonly IReadOnlyDictionary<string, EmptyAnswer> EmptyAnswers = new Dictionary<string, EmptyAnswer>
    {
        ["nodata"] = EmptyAnswer.NoData,
        ["nxdomain"] = EmptyAnswer.NXDomain,
    };

    /// <summary>The word for a value.</summary>
    public static string WordFor<T>(this IReadOnlyDictionary<string, T> words, T value)
        where T : struct, Enum => words.First(word => EqualityComparer<T>.Default.Equals(word.Value, value)).Key;
}
