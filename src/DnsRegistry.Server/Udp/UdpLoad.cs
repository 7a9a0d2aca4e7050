namespace DnsRegistry.Server.Udp;

/// <summary>What a worker has received since it began.</summary>
/// <param name="Datagrams">How many.</param>
/// <param name="Receptions">How many times at least one was there.</param>
/// <param name="FullReceptions">How many of those gave as many as one can give: probably more were waiting.</param>
internal readonly record struct UdpLoad(long Datagrams, long Receptions, long FullReceptions)
{
    /// <summary>What came after an earlier state.</summary>
    internal UdpLoad Since(UdpLoad earlier) => new(
        Datagrams - earlier.Datagrams, Receptions - earlier.Receptions, FullReceptions - earlier.FullReceptions);
}
