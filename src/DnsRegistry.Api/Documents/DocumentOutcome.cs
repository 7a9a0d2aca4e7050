using DnsRegistry.Api.Problems;

namespace DnsRegistry.Api.Documents;

/// <summary>What became of a document that was put.</summary>
/// <typeparam name="TDocument">The document as it is kept.</typeparam>
/// <param name="IsNew">Whether there was none before.</param>
/// <param name="Document">The document now; null when it was refused.</param>
/// <param name="Refusal">Why it was refused, or null.</param>
internal readonly record struct DocumentOutcome<TDocument>(bool IsNew, TDocument? Document, Problem? Refusal = null)
    where TDocument : class;
