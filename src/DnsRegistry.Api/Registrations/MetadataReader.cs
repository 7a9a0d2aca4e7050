using DnsRegistry.Api.Json;

namespace DnsRegistry.Api.Registrations;

/// <summary>Reads <c>metadata</c>: the client's own keys, each to a string.</summary>
internal static class MetadataReader
{
    /// <summary>Reads the object under the cursor; the order is kept.</summary>
    public static void Read(ref StrictReader reader, List<KeyValuePair<string, string>> metadata)
    {
        if (!reader.TryOpenObject("metadata"))
            return;

        var keys = new HashSet<string>(StringComparer.Ordinal);
        while (reader.NextKey("metadata", out string key))
        {
            if (!keys.Add(key))
                reader.Refuse($"metadata.{key}", "is given twice");
            else if (reader.ReadText($"metadata.{key}") is string value)
                metadata.Add(new KeyValuePair<string, string>(key, value));
        }
    }
}
