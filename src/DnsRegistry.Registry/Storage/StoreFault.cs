namespace DnsRegistry.Registry.Storage;

/// <summary>Why a store refused.</summary>
public enum StoreFault
{
    /// <summary>It cannot be written or reached now (full or read-only disk, lost connection). Trying again later may help.</summary>
    Unavailable,

    /// <summary>What it holds cannot be understood.</summary>
    Damaged,

    /// <summary>Another process has it open.</summary>
    InUse,

    /// <summary>A newer version of the program wrote it.</summary>
    NewerFormat,
}
