using DnsRegistry.Wire.Names;
using DnsRegistry.Wire.Records;

namespace DnsRegistry.Zones.Static.MasterFile;

/// <summary>Reads zones from master files (RFC 1035 §5, RFC 2308 §4). Every mistake of a file is found in one pass.</summary>
public static class MasterFileReader
{
    /// <summary>The end of a zone file's name; what stands before it is the default origin.</summary>
    public const string Extension = ".zone";

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file; its name without <see cref="Extension"/> is the origin until <c>$ORIGIN</c> sets another.</param>
    /// <param name="isRegistrySuffix">
    /// Whether the registry answers for this apex itself. Such a file only adds records: it may do without SOA and NS,
    /// and without SOA the file's name gives the apex.
    /// </param>
    public static MasterFileResult Read(string path, Predicate<DomainName>? isRegistrySuffix = null) =>
        MasterFileText.TryLoad(path, out string text, out string fault)
            ? ReadText(text, path, isRegistrySuffix)
            : new MasterFileResult(null, [new ZoneFileFault(path, 0, 0, fault)]);

    /// <summary>Reads a text as if it stood in the file of this name.</summary>
    /// <inheritdoc cref="Read"/>
    public static MasterFileResult ReadText(string text, string path, Predicate<DomainName>? isRegistrySuffix = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        DomainName origin = OriginOf(path);
        var interpreter = new MasterFileInterpreter();
        interpreter.Read(text, path, new MasterFileState(origin));

        List<ZoneFileFault> faults = interpreter.Faults;
        bool isEveryRecordRead = faults.Count == 0;
        MasterFileRecord? soa = interpreter.Records.Find(record => record.Type == RecordType.Soa);
        DomainName apex = soa?.Owner ?? origin;
        bool mayBePartial = isRegistrySuffix is not null && isRegistrySuffix(apex);
        bool isApexKnown = soa is not null || mayBePartial;
        if (isApexKnown)
            new ZoneRules(apex, faults).Check(interpreter.Records);

        // A record that is at fault is not missing; complaining twice would only confuse.
        if (isEveryRecordRead && !isApexKnown)
            faults.Add(new ZoneFileFault(path, 1, 1, "the zone has no SOA record"));
        else if (isEveryRecordRead && !mayBePartial && !HasNameServer(interpreter.Records, apex))
            faults.Add(new ZoneFileFault(path, 1, 1, $"the zone has no NS record at its apex {apex}"));

        return faults.Count > 0
            ? new MasterFileResult(null, faults)
            : new MasterFileResult(new ZoneContent(apex, ZoneAssembler.Assemble(interpreter.Records)), []);
    }

    private static bool HasNameServer(List<MasterFileRecord> records, DomainName apex) =>
        records.Exists(record => record.Type == RecordType.NS && record.Owner == apex);

    private static DomainName OriginOf(string path)
    {
        ReadOnlySpan<char> name = Path.GetFileName(path.AsSpan());
        bool isNamed = name.EndsWith(Extension, StringComparison.OrdinalIgnoreCase);
        return isNamed && DomainName.TryParse(name[..^Extension.Length], out DomainName? origin) ? origin : DomainName.Root;
    }
}
