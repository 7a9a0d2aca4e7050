using DnsRegistry.Registry.Storage;

namespace DnsRegistry.Storage.LiteDb;

/// <summary>Sorts what can go wrong, and says it to the operator: what is wrong, with which file, and what to do.</summary>
internal static class StoreFaults
{
    /// <summary>
    /// Whether an exception of LiteDB or of a file means that the store is at fault. LiteDB meets a damaged page with
    /// whatever its code runs into, so this is all but what can never come from a page.
    /// </summary>
    public static bool IsOfStore(Exception exception) =>
        exception is not (StoreException or OperationCanceledException or OutOfMemoryException);

    /// <summary>The fault that an exception for which <see cref="IsOfStore"/> holds stands for.</summary>
    public static StoreException Of(Exception exception, string path) => exception switch
    {
        IOException or UnauthorizedAccessException => Unavailable(path, exception),
        _ => Damaged(path, exception.Message, exception),
    };

    /// <summary>A file cannot be read or written now.</summary>
    public static StoreException Unavailable(string path, Exception cause) => new(
        StoreFault.Unavailable,
        $"'{path}' cannot be used: {cause.Message} See that the disk has free space and that the server may read and write "
            + "the data folder. What was written before is safe.",
        cause);

    /// <summary>A file holds what this program did not write.</summary>
    public static StoreException Damaged(string path, string finding, Exception? cause = null) => new(
        StoreFault.Damaged,
        $"'{path}' is damaged: {finding} Stop the server and keep a copy of the data folder. Put back a backup of all its "
            + "files; or save what can be read with 'dnsregistry export --data DIR --output FILE', start with an empty folder, and "
            + "'dnsregistry import FILE'; or start with an empty folder and let every instance register again.",
        cause);

    /// <summary>Another process works with the folder.</summary>
    public static StoreException InUse(string lockPath, Exception cause) => new(
        StoreFault.InUse,
        $"Another process holds '{lockPath}'. Stop it, or give this server a data folder of its own. The file itself does "
            + "not matter: whether it is held does.",
        cause);

    /// <summary>A folder has no store.</summary>
    public static StoreException NoStore(string folder) => new(
        StoreFault.Unavailable,
        $"'{folder}' has no registry.db, registry.log or registry.journal-1: it is not the data folder of a server.");

    /// <summary>A newer program wrote the database.</summary>
    public static StoreException NewerFormat(string path, int found, int known) => new(
        StoreFault.NewerFormat,
        $"'{path}' has format {found}; this program knows formats up to {known}. Use the version of the program that wrote "
            + "it, or a newer one.");
}
