namespace DnsRegistry.Wire.Records.Presentation;

/// <summary>Why words are not the RDATA of a type.</summary>
/// <param name="Message">A sentence without its closing dot, for the person who wrote the words.</param>
/// <param name="Token">The index of the word at fault; the number of words when one is missing at the end.</param>
public readonly record struct PresentationFault(string Message, int Token);
