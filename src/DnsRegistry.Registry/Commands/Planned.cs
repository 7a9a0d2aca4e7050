namespace DnsRegistry.Registry.Commands;

/// <summary>What becomes of one document in a plan.</summary>
/// <typeparam name="TDocument">The kind of document, as it is stored.</typeparam>
/// <param name="Next">As it will be; null takes it back.</param>
/// <param name="Revision">The revision of the change.</param>
internal readonly record struct Planned<TDocument>(TDocument? Next, long Revision)
    where TDocument : class;
