namespace DnsRegistry.Registry.Storage;

/// <summary>The store refused. The message is for the operator: what is wrong, with which file, and what to do.</summary>
/// <param name="fault">The kind of fault.</param>
/// <param name="message">For the operator.</param>
/// <param name="innerException">What the store's own library said.</param>
public sealed class StoreException(StoreFault fault, string message, Exception? innerException = null)
    : Exception(message, innerException)
{
    /// <summary>The kind of fault.</summary>
    public StoreFault Fault { get; } = fault;
}
