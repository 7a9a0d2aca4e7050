namespace DnsRegistry.Storage.LiteDb;

/// <summary>What is no fault, but the operator should know of.</summary>
internal static class StoreNotices
{
    /// <summary>The log ended with a commit that is not whole.</summary>
    public static string CommitDropped(string path, long octets) =>
        $"The last commit in '{path}' is not whole and was dropped, {octets} octets. When the process or the machine was stopped "
        + "in the middle of it, nobody was told that it was kept; else the disk has lost the last change";

    /// <summary>The database has an older format.</summary>
    public static string OlderFormat(string path, int found, int now) =>
        $"'{path}' has format {found}; with the next change it gets format {now}, which an older program refuses";
}
