namespace DnsRegistry.Host.CommandLine.Transfer;

/// <summary>What an import has done so far.</summary>
internal sealed class ImportTally
{
    /// <summary>Things that were not there.</summary>
    public long Created { get; set; }

    /// <summary>Things that were there, and were replaced.</summary>
    public long Replaced { get; set; }

    /// <summary>Lines that the server, or the import itself, refused.</summary>
    public long Refused { get; set; }

    /// <summary>The tally as half a sentence.</summary>
    public override string ToString() => $"{Created} created, {Replaced} replaced, {Refused} refused";
}
