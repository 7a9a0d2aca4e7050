namespace DnsRegistry.Zones.Static.MasterFile;

/// <summary>Something in a zone file that an operator must put right.</summary>
/// <param name="File">The file, as it was named when it was opened.</param>
/// <param name="Line">The line, the first being 1; 0 when the fault is not in a line.</param>
/// <param name="Column">The character of that line, the first being 1; 0 when the fault is not in a line.</param>
/// <param name="Message">What is wrong, without a closing dot.</param>
public sealed record ZoneFileFault(string File, int Line, int Column, string Message)
{
    /// <summary><c>file:line:column: message</c>, which editors and terminals turn into a link.</summary>
    public override string ToString() => Line == 0
        ? $"{File}: {Message}"
        : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{File}:{Line}:{Column}: {Message}");
}
