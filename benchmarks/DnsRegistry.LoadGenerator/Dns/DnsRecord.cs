namespace DnsRegistry.LoadGenerator.Dns;

/// <summary>One resource record of an answer, as far as this tool asks for such.</summary>
/// <param name="Owner">Its owner name, lower-cased, with a dot at the end.</param>
/// <param name="Type">Its type.</param>
/// <param name="Data">What it says: an address, or <c>priority weight port target</c>, or octets in hexadecimal.</param>
internal readonly record struct DnsRecord(string Owner, ushort Type, string Data);
