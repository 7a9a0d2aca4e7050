namespace DnsRegistry.Zones.Static.MasterFile;

/// <summary>What reading a zone file led to: its content, or everything that is wrong with it.</summary>
/// <param name="Content">The records; null when there are faults.</param>
/// <param name="Faults">All faults, in the order of the file; those of the zone as a whole come last.</param>
public sealed record MasterFileResult(ZoneContent? Content, IReadOnlyList<ZoneFileFault> Faults);
