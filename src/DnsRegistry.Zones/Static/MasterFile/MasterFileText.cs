using System.Text;
using System.Text.Unicode;

namespace DnsRegistry.Zones.Static.MasterFile;

/// <summary>Gets the text of a zone file. What cannot be read becomes a fault, as every other mistake does.</summary>
internal static class MasterFileText
{
    /// <summary>More than any zone written by people; a device or a huge log by mistake must not fill the memory.</summary>
    private const long MaxOctets = 256 * 1024 * 1024;

    internal static bool TryLoad(string path, out string text, out string fault)
    {
        text = "";
        fault = "";
        try
        {
            var file = new FileInfo(path);
            if (!file.Exists)
                fault = "the file does not exist";
            else if (file.Length > MaxOctets)
                fault = "the file is larger than 256 MiB";
            else
                return TryDecode(File.ReadAllBytes(path), out text, out fault);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            fault = exception.Message;
        }

        return false;
    }

    /// <summary>Zone files are ASCII; texts in them may hold UTF-8.</summary>
    private static bool TryDecode(ReadOnlySpan<byte> octets, out string text, out string fault)
    {
        if (octets.StartsWith(Encoding.UTF8.Preamble))
            octets = octets[Encoding.UTF8.Preamble.Length..];

        bool isUtf8 = Utf8.IsValid(octets);
        text = isUtf8 ? Encoding.UTF8.GetString(octets) : "";
        fault = isUtf8 ? "" : "the file is neither ASCII nor UTF-8: write other octets as \\DDD";
        return isUtf8;
    }
}
