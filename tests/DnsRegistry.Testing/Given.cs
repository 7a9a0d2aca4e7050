using DnsRegistry.Zones.Static;
using DnsRegistry.Zones.Static.MasterFile;
using Xunit;

namespace DnsRegistry.Testing;

/// <summary>Where tests begin: valid things, made of as few words as possible.</summary>
public static partial class Given
{
    /// <summary>A server of one zone, given as the text of a zone file. NS records may be left out.</summary>
    public static DnsServerUnderTest Zone(string text) => Zones(text);

    /// <summary>A server of several zones.</summary>
    public static DnsServerUnderTest Zones(params string[] texts) => new([.. texts.Select(text => new StaticZone(ZoneContent(text)))]);

    /// <summary>The records of a zone file that must be without faults.</summary>
    /// <param name="text">The text of the file.</param>
    /// <param name="file">Its name; without <c>$ORIGIN</c> it gives the origin.</param>
    public static ZoneContent ZoneContent(string text, string file = "given.zone")
    {
        MasterFileResult read = MasterFileReader.ReadText(text, file, apex => true);
        Assert.True(read.Content is not null, string.Join(Environment.NewLine, read.Faults));
        return read.Content;
    }
}
