namespace DnsRegistry.Storage.LiteDb.Salvage;

/// <summary>What was found in a data folder, and what is missing.</summary>
/// <param name="Found">Registrations, settings and overrides that were read.</param>
/// <param name="Expected">How many there were; null where what says so is lost, too.</param>
/// <param name="LostBatches">Pieces of the database that cannot be read; each holds up to some hundred things.</param>
/// <param name="Revision">The revision of the last commit; 0 where it is not known.</param>
public sealed record SalvageReport(int Found, int? Expected, long LostBatches, long Revision)
{
    /// <summary>Whether everything that was acknowledged is there, as it was last.</summary>
    public bool IsWhole => Found == Expected && LostBatches == 0;
}
